package io.sealcache.benchmarks;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The least that AES-GCM costs in this JVM. In a JVM of its own: one bare message of 1 MiB makes
 * the JIT throw away what it compiled, for segments too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareCipherBenchmark {
  /** Bytes of plaintext. */
  @Param({"64", "1024", "16384", "1048576"})
  public int size;

  private final SecretKey key = new SecretKeySpec(Sample.bytes(32, 1), "AES");
  private final BareCipher cipher =
      new BareCipher(key, Sample.bytes(Sample.ASSOCIATED_DATA_LENGTH, 3));
  private byte[] plaintext = {};
  private byte[] sealed = {};

  /** As long as {@link CipherBenchmark}'s. */
  @Setup
  public void warm() throws GeneralSecurityException {
    warm(20_000, 1024);
    warm(2_000, 16 * 1024);
    warm(300, size);
  }

  private void warm(int messages, int length) throws GeneralSecurityException {
    plaintext = Sample.bytes(length, 4);
    for (int i = 0; i < messages; i++) {
      sealed = seal();
      open();
    }
  }

  @Benchmark
  public byte[] seal() throws GeneralSecurityException {
    return cipher.seal(plaintext);
  }

  @Benchmark
  public byte[] open() throws GeneralSecurityException {
    return cipher.open(sealed);
  }
}
