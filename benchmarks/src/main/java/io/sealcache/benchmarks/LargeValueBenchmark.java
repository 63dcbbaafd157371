package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.core.NonceMode;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.SealingGate;
import io.sealcache.core.SegmentThreads;
import io.sealcache.internal.crypto.SessionListener;
import io.sealcache.core.ValueCipher;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
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
 * Encoding and sealing a large value, and opening and decoding it: what is allocated beside the
 * codec's output and the stored value, or beside the plaintext and the codec's object; and what the
 * JDK's AES-GCM allocates of that, given the same segments.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LargeValueBenchmark {
  /** Of a value's plaintext: flags, codec and write time. */
  private static final int HEADER_LENGTH = 8;

  /** What large values leave as a guess for the next one. */
  private static final int SIZE_HINT = 1 << 20;

  /** Bytes of the value. */
  @Param({"1048576", "16777216"})
  public int size;

  /** Of the value, at most; more than one only where nothing is pinned to one CPU. */
  @Param("1")
  public int threads;

  private final BytesCodec codec = new BytesCodec();
  private ValueCipher cipher = cipher(1);
  private final byte[] storedKey = Sample.bytes(46, 2);
  private final BareCipher bare =
      new BareCipher(new SecretKeySpec(Sample.bytes(32, 3), "AES"), storedKey);
  private EncodingBuffer encoded = new EncodingBuffer(HEADER_LENGTH, 0);
  private byte[] value = {};
  private byte[] stored = {};
  private byte[] bareStored = {};
  private byte[] bareOpened = {};

  private static ValueCipher cipher(int threads) {
    return new ValueCipher(
        Sample.bytes(ValueCipher.KEY_LENGTH, 1),
        1,
        NonceMode.COUNTER,
        JcaProvider.OF_JVM,
        new SealingGate(),
        SessionListener.NONE,
        SegmentThreads.atMost(threads));
  }

  @Setup
  public void warm() throws GeneralSecurityException {
    cipher = cipher(threads);
    for (int length = 1024; length <= size; length *= 4) {
      value = Sample.bytes(length, 4);
      for (int i = 0; i < 100; i++) {
        stored = seal();
        open();
      }
    }
    value = Sample.bytes(size, 4);
    encoded = encode();
    stored = seal();
    bareStored = new byte[BareCipher.segmentsLength(size)];
    bareOpened = new byte[size];
    bareSeal();
  }

  private EncodingBuffer encode() {
    EncodingBuffer buffer = new EncodingBuffer(HEADER_LENGTH, SIZE_HINT);
    codec.encode(value, buffer);
    return buffer;
  }

  @Benchmark
  public byte[] seal() {
    EncodingBuffer buffer = encode();
    return cipher.seal(buffer.array(), 0, buffer.size(), storedKey);
  }

  /** What is encoded already. */
  @Benchmark
  public byte[] sealOnly() {
    return cipher.seal(encoded.array(), 0, encoded.size(), storedKey);
  }

  /** Without decoding. */
  @Benchmark
  public byte[] openOnly() {
    return Sample.present(cipher.open(stored, storedKey));
  }

  @Benchmark
  public Object open() {
    byte[] plaintext = Sample.present(cipher.open(stored, storedKey));
    ByteBuffer payload =
        ByteBuffer.wrap(plaintext, HEADER_LENGTH, plaintext.length - HEADER_LENGTH);
    return codec.decode(payload.slice(), LargeValueBenchmark.class.getClassLoader());
  }

  @Benchmark
  public byte[] bareSeal() throws GeneralSecurityException {
    bare.sealSegments(value, size, bareStored);
    return bareStored;
  }

  @Benchmark
  public byte[] bareOpen() throws GeneralSecurityException {
    bare.openSegments(bareStored, bareOpened, size);
    return bareOpened;
  }
}
