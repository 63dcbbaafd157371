package io.sealcache.benchmarks;

import io.sealcache.core.NonceMode;
import io.sealcache.core.ValueCipher;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing and opening values. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CipherBenchmark {
  private static final int STORED_KEY_LENGTH = 46;

  /** The header of a stored value and the stored key. */
  public static final int ASSOCIATED_DATA_LENGTH = 25 + STORED_KEY_LENGTH;

  /** Bytes of plaintext. */
  @Param({"64", "1024", "16384", "1048576"})
  public int size;

  private final byte[] storedKey = Sample.bytes(STORED_KEY_LENGTH, 2);
  private final ValueCipher cipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private byte[] plaintext = {};
  private byte[] sealed = {};

  /** Small messages first: until the JIT has compiled the cipher for them, large ones take ms. */
  @Setup
  public void warm() {
    warm(20_000, 1024);
    warm(2_000, 16 * 1024);
    warm(300, size);
  }

  private void warm(int messages, int length) {
    plaintext = Sample.bytes(length, 4);
    for (int i = 0; i < messages; i++) {
      sealed = seal();
      open();
    }
  }

  @Benchmark
  public byte[] seal() {
    return cipher.seal(plaintext, 0, plaintext.length, storedKey);
  }

  @Benchmark
  public byte[] open() {
    return Sample.present(cipher.open(sealed, storedKey));
  }
}
