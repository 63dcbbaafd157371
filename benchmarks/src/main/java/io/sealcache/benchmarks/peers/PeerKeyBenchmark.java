package io.sealcache.benchmarks.peers;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import io.sealcache.benchmarks.Sample;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.cryptomator.siv.SivMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Keys of 24 bytes by other AES-SIV, to stand beside {@code KeyBenchmark.seal}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerKeyBenchmark {
  private static final int WARMING = 20_000;

  private final byte[] plaintext = Sample.bytes(24, 6);
  private final byte[] associatedData = Sample.bytes(5, 3);
  private final byte[] ctrKey = Sample.bytes(32, 1);
  private final byte[] macKey = Sample.bytes(32, 2);
  private final SivMode sivMode = new SivMode();
  private final DeterministicAead tink = tink();

  private static DeterministicAead tink() {
    try {
      DeterministicAeadConfig.register();
      return KeysetHandle.generateNew(
              PredefinedDeterministicAeadParameters.AES256_SIV, RegistryConfiguration.get())
          .getPrimitive(RegistryConfiguration.get(), DeterministicAead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sivModeArtifact() {
    return Peer.artifact(SivMode.class);
  }

  @Setup
  public void warm() throws GeneralSecurityException {
    for (int i = 0; i < WARMING; i++) {
      sealByTink();
      sealBySivMode();
    }
  }

  @Benchmark
  public byte[] sealByTink() throws GeneralSecurityException {
    return tink.encryptDeterministically(plaintext, associatedData);
  }

  @Benchmark
  public byte[] sealBySivMode() {
    return sivMode.encrypt(ctrKey, macKey, plaintext, associatedData);
  }
}
