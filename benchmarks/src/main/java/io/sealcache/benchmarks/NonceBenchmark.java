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

/**
 * What setting {@code nonce} costs: {@code random} derives a key for each value, to open it too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NonceBenchmark {
  private static final int VALUES = 256;

  /** How nonces are chosen. */
  @Param public NonceMode nonce = NonceMode.COUNTER;

  /** Bytes of plaintext. */
  @Param({"64", "1024", "16384"})
  public int size;

  private final byte[] storedKey = Sample.bytes(46, 2);
  private final byte[][] sealed = new byte[VALUES][];
  private ValueCipher cipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private byte[] plaintext = {};

  /** Each thread opens its own values in turn, more of them than sessions are kept. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;
  }

  @Setup
  public void seals() {
    cipher = new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, nonce);
    plaintext = Sample.bytes(size, 4);
    for (int i = 0; i < VALUES; i++) {
      sealed[i] = seal();
    }
  }

  @Benchmark
  public byte[] seal() {
    return cipher.seal(plaintext, 0, plaintext.length, storedKey);
  }

  @Benchmark
  public byte[] open(Turn turn) {
    turn.next = (turn.next + 1) % VALUES;
    return Sample.present(cipher.open(sealed[turn.next], storedKey));
  }
}
