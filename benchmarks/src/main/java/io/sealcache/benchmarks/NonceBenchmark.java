package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.nio.ByteBuffer;
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
 * The cost of setting {@code nonce}: {@code random} derives a key for each value, to open it too.
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

  private final SealedBytes[] sealed = new SealedBytes[VALUES];
  private EntrySealer sealer = Sample.sealer().build();
  private final StoredKey key = sealer.sealKey(Sample.bytes(Sample.ENCODED_KEY_LENGTH, 2));
  private final int room = sealer.room(0);
  private byte[] plaintext = {};

  /** Each thread opens its own values in turn, more of them than sessions are kept. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;
  }

  @Setup
  public void seals() {
    sealer = Sample.sealer().nonces(nonce).build();
    plaintext = Sample.bytes(room + size, 4);
    for (int i = 0; i < VALUES; i++) {
      sealed[i] = seal();
    }
  }

  @Benchmark
  public SealedBytes seal() {
    return sealer.sealValue(key, Payload.behindRoom(plaintext, room, size));
  }

  @Benchmark
  public ByteBuffer open(Turn turn) {
    turn.next = (turn.next + 1) % VALUES;
    return Sample.opened(sealer.openValue(key, sealed[turn.next]));
  }
}
