package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
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

/** Sealing and opening values by the kernel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CipherBenchmark {
  /** Bytes of the value. */
  @Param({"64", "1024", "16384", "1048576"})
  public int size;

  private final EntrySealer sealer = Sample.sealer().build();
  private final StoredKey key = sealer.sealKey(Sample.bytes(Sample.ENCODED_KEY_LENGTH, 2));
  private final int room = sealer.room(0);
  private byte[] plaintext = {};
  private SealedBytes sealed = SealedBytes.ofStore(plaintext);

  /** Small messages first: until the JIT has compiled the cipher for them, large ones take ms. */
  @Setup
  public void warm() {
    warm(20_000, 1024);
    warm(2_000, 16 * 1024);
    warm(300, size);
  }

  private void warm(int messages, int length) {
    plaintext = Sample.bytes(room + length, 4);
    for (int i = 0; i < messages; i++) {
      sealed = seal();
      open();
    }
  }

  @Benchmark
  public SealedBytes seal() {
    return sealer.sealValue(key, Payload.behindRoom(plaintext, room, plaintext.length - room));
  }

  @Benchmark
  public ByteBuffer open() {
    return Sample.opened(sealer.openValue(key, sealed));
  }
}
