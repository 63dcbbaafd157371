package io.sealcache.benchmarks;

import io.sealcache.core.KeyCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing and opening keys of 24 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyBenchmark {
  private final KeyCipher cipher =
      new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, BuiltInCodec.STANDARD.codecName());
  private final byte[] plaintext = Sample.bytes(24, 6);
  private final byte[] sealed = seal();

  @Setup
  public void warm() {
    for (int i = 0; i < 20_000; i++) {
      seal();
      open();
    }
  }

  @Benchmark
  public byte[] seal() {
    return cipher.seal(plaintext, 0, plaintext.length);
  }

  @Benchmark
  public byte[] open() {
    return Sample.present(cipher.open(sealed));
  }
}
