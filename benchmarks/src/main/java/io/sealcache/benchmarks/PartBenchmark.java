package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The parts that a get or put of {@link StoreBenchmark} is made of besides the store, each alone,
 * on exactly what they get there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PartBenchmark {
  private final Parts parts = new Parts();
  private final String key = Sample.keys()[7];
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private EncodingBuffer encodedKey = new EncodingBuffer(0, 0);
  private StoredKey storedKey = parts.sealKey(encodedKey);
  private Payload encodedValue = Payload.of();
  private SealedBytes storedValue = SealedBytes.ofStore(value);
  private ByteBuffer opened = ByteBuffer.wrap(value);

  @Setup
  public void warm() throws IOException, ClassNotFoundException {
    for (int i = 0; i < 20_000; i++) {
      encodedKey = encodeKey();
      storedKey = sealKey();
      encodedValue = encodeValue();
      storedValue = sealValue();
      opened = openValue();
      decodeValue();
    }
  }

  @Benchmark
  public EncodingBuffer encodeKey() throws IOException {
    return parts.encodeKey(key);
  }

  @Benchmark
  public StoredKey sealKey() {
    return parts.sealKey(encodedKey);
  }

  @Benchmark
  public Payload encodeValue() throws IOException {
    return parts.encodeValue(value);
  }

  @Benchmark
  public SealedBytes sealValue() {
    return parts.sealer().sealValue(storedKey, encodedValue);
  }

  @Benchmark
  public ByteBuffer openValue() {
    return Sample.opened(parts.sealer().openValue(storedKey, storedValue));
  }

  @Benchmark
  public Object decodeValue() throws IOException, ClassNotFoundException {
    return parts.decodeValue(opened);
  }
}
