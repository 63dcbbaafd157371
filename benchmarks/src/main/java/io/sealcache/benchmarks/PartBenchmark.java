package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.encryption.NonceMode;
import io.sealcache.internal.crypto.KeyCipher;
import io.sealcache.internal.crypto.ValueCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
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
  /** Of a value's plaintext: flags, codec and write time. */
  private static final int HEADER_LENGTH = 8;

  private final StandardCodec keyCodec = StandardCodec.forKeys(JavaFilter.standard());
  private final StandardCodec valueCodec = StandardCodec.forValues(JavaFilter.standard());
  private final KeyCipher keyCipher =
      new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, BuiltInCodec.STANDARD.codecName());
  private final ValueCipher valueCipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
  private final ClassLoader loader = PartBenchmark.class.getClassLoader();
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
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    keyCodec.encode(key, buffer);
    return buffer;
  }

  @Benchmark
  public byte[] sealKey() {
    return keyCipher.seal(encodedKey, 0, encodedKey.length);
  }

  @Benchmark
  public String toBase64() {
    return base64.encodeToString(storedKey);
  }

  @Benchmark
  public EncodingBuffer encodeValue() throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(HEADER_LENGTH, Sample.VALUE_LENGTH + 16);
    valueCodec.encode(value, buffer);
    return buffer;
  }

  @Benchmark
  public byte[] sealValue() {
    return valueCipher.seal(plaintext, 0, plaintext.length, storedKey);
  }

  @Benchmark
  public byte[] openValue() {
    return Sample.present(valueCipher.open(storedValue, storedKey));
  }

  @Benchmark
  public Object decodeValue() throws IOException, ClassNotFoundException {
    ByteBuffer payload =
        ByteBuffer.wrap(plaintext, HEADER_LENGTH, plaintext.length - HEADER_LENGTH);
    return valueCodec.decode(payload.slice(), loader);
  }
}
