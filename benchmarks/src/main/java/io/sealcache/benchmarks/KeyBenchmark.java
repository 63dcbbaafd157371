package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.StoredKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing and opening keys of 24 bytes, and what the JDK has to do for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyBenchmark {
  private final EntrySealer sealer = Sample.sealer().build();
  private final byte[] plaintext = Sample.bytes(24, 6);
  private final StoredKey sealed = seal();
  private final BareKeyCipher bare =
      new BareKeyCipher(new SecretKeySpec(Sample.bytes(32, 1), "AES"), plaintext.length);

  @Setup
  public void warm() throws GeneralSecurityException {
    for (int i = 0; i < 20_000; i++) {
      seal();
      open();
      bareSeal();
    }
  }

  @Benchmark
  public StoredKey seal() {
    return sealer.sealKey(plaintext);
  }

  @Benchmark
  public ByteBuffer open() {
    return Sample.opened(sealer.openKey(sealed));
  }

  @Benchmark
  public String bareSeal() throws GeneralSecurityException {
    return bare.seal();
  }
}
