package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.ValueDecoding;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
 * Encoding and sealing a large value of codec {@code bytes}, and opening and decoding it, as caches
 * do; and the JDK's AES-GCM over the same segments, into an array that is there or a new one. Those
 * that are there are used in turn: one alone would stay in the CPU's cache, where no new one is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LargeValueBenchmark {
  private static final int PLACES = 8;

  /** Bytes of the value. */
  @Param({"1048576", "16777216"})
  public int size;

  private final BytesCodec codec = new BytesCodec();
  private final BareCipher bare =
      new BareCipher(
          new SecretKeySpec(Sample.bytes(32, 3), "AES"),
          Sample.bytes(Sample.ASSOCIATED_DATA_LENGTH, 2));
  private final EntrySealer sealer = Sample.sealer().build();
  private final StoredKey key = sealer.sealKey(Sample.bytes(Sample.ENCODED_KEY_LENGTH, 2));
  private byte[] value = {};
  private SealedBytes stored = SealedBytes.ofStore(value);
  private byte[] bareStored = {};
  private byte[][] places = {};
  private int next;

  @Setup
  public void warm() throws GeneralSecurityException, IOException, ClassNotFoundException {
    for (int length = 1024; length <= size; length *= 4) {
      value = Sample.bytes(length, 4);
      for (int i = 0; i < 100; i++) {
        stored = seal();
        open();
      }
    }
    places = new byte[PLACES][BareCipher.segmentsLength(size)];
    bareStored = bareSealNew();
  }

  @Benchmark
  public SealedBytes seal() {
    EncodingBuffer encoded = new EncodingBuffer(0, 0);
    codec.encode(value, encoded);
    return sealer.sealValue(key, Payload.of(encoded.parts(0)));
  }

  @Benchmark
  public Object open() throws IOException, ClassNotFoundException {
    ValueDecoding decoding = Objects.requireNonNull(codec.decoding());
    Sample.opened(sealer.openValue(key, stored, decoding::allocate));
    return decoding.decode(LargeValueBenchmark.class.getClassLoader());
  }

  @Benchmark
  public byte[] bareSeal() throws GeneralSecurityException {
    byte[] output = place();
    bare.sealSegments(value, size, output);
    return output;
  }

  private byte[] place() {
    next = (next + 1) % PLACES;
    return places[next];
  }

  @Benchmark
  public byte[] bareSealNew() throws GeneralSecurityException {
    byte[] output = new byte[BareCipher.segmentsLength(size)];
    bare.sealSegments(value, size, output);
    return output;
  }

  @Benchmark
  public byte[] bareOpen() throws GeneralSecurityException {
    byte[] output = place();
    bare.openSegments(bareStored, output, size);
    return output;
  }

  @Benchmark
  public byte[] bareOpenNew() throws GeneralSecurityException {
    byte[] output = new byte[size];
    bare.openSegments(bareStored, output, size);
    return output;
  }
}
