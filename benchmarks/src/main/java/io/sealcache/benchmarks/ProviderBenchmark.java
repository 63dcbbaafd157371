package io.sealcache.benchmarks;

import io.sealcache.core.NonceMode;
import io.sealcache.core.CheckedJcaProvider;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.KeyCipher;
import io.sealcache.core.SealingGate;
import io.sealcache.core.ValueCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What SealCache's ciphers cost by one JCA provider's AES and by another's: {@code providers.sh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProviderBenchmark {
  /** The name of the setting {@code jca-provider}. */
  @Param({"SunJCE", "AmazonCorrettoCryptoProvider"})
  public String provider = "";

  /** Bytes of plaintext. */
  @Param({"64", "1024", "16384", "1048576"})
  public int size;

  private final byte[] storedKey = Sample.bytes(46, 2);
  private final byte[] key = Sample.bytes(24, 6);
  private byte[] plaintext = {};
  private byte[] sealed = {};
  private ValueCipher values = values(JcaProvider.OF_JVM);
  private KeyCipher keys = keys(JcaProvider.OF_JVM);

  /** Small messages first: until the JIT has compiled the cipher for them, large ones take ms. */
  @Setup
  public void warm() {
    JcaProvider checked =
        CheckedJcaProvider.named(provider, ProviderBenchmark.class.getClassLoader());
    values = values(checked);
    keys = keys(checked);
    warm(20_000, 1024);
    warm(2_000, 16 * 1024);
    warm(300, size);
  }

  private void warm(int messages, int length) {
    plaintext = Sample.bytes(length, 4);
    for (int i = 0; i < messages; i++) {
      sealed = seal();
      open();
      sealKey();
    }
  }

  private static ValueCipher values(JcaProvider provider) {
    byte[] secret = Sample.bytes(ValueCipher.KEY_LENGTH, 1);
    return new ValueCipher(secret, 1, NonceMode.COUNTER, provider, new SealingGate());
  }

  private static KeyCipher keys(JcaProvider provider) {
    byte[] secret = Sample.bytes(KeyCipher.KEY_LENGTH, 5);
    return new KeyCipher(secret, 1, BuiltInCodec.STANDARD.codecName(), provider);
  }

  @Benchmark
  public byte[] seal() {
    return values.seal(plaintext, 0, plaintext.length, storedKey);
  }

  @Benchmark
  public byte[] open() {
    return Sample.present(values.open(sealed, storedKey));
  }

  @Benchmark
  public byte[] sealKey() {
    return keys.seal(key, 0, key.length);
  }
}
