package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.util.Arrays;
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
  private byte[] encodedKey = {};
  private byte[] storedKey = {};
  private byte[] plaintext = {};
  private byte[] storedValue = {};

  @Setup
  public void warm() throws IOException, ClassNotFoundException {
    for (int i = 0; i < 20_000; i++) {
      encodedKey = written(encodeKey());
      storedKey = sealKey();
      toBase64();
      plaintext = written(encodeValue());
      storedValue = sealValue();
      openValue();
      decodeValue();
    }
  }

  private static byte[] written(EncodingBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  @Benchmark
  public EncodingBuffer encodeKey() throws IOException {
    return parts.encodeKey(key);
  }

  @Benchmark
  public byte[] sealKey() {
    return parts.keyCipher().seal(encodedKey, 0, encodedKey.length);
  }

  @Benchmark
  public String toBase64() {
    return parts.base64().encodeToString(storedKey);
  }

  @Benchmark
  public EncodingBuffer encodeValue() throws IOException {
    return parts.encodeValue(value);
  }

  @Benchmark
  public byte[] sealValue() {
    return parts.valueCipher().seal(plaintext, 0, plaintext.length, storedKey);
  }

  @Benchmark
  public byte[] openValue() {
    return Sample.present(parts.valueCipher().open(storedValue, storedKey));
  }

  @Benchmark
  public Object decodeValue() throws IOException, ClassNotFoundException {
    return parts.decodeValue(plaintext);
  }
}
