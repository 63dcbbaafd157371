package io.sealcache.benchmarks;

import io.sealcache.core.NonceMode;
import io.sealcache.core.ValueCipher;
import io.sealcache.internal.jfr.FlightEvents;
import io.sealcache.internal.jfr.Timing;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs each opening of a value that Flight Recorder may be told of it, while the event is
 * off, as by default: the cipher alone, and with the question whether anybody records it, as {@code
 * EntrySealer} asks it.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method first
@State(Scope.Thread)
@Fork(8)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlightBenchmark {
  /** Whether the JVM records anything, the events of values not among it. */
  @Param({"false", "true"})
  public boolean recording;

  private final byte[] storedKey = Sample.bytes(46, 2);
  private final ValueCipher cipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private byte[] stored;
  private Recording recorder;

  @Setup(Level.Trial)
  public void seal() {
    byte[] plaintext = Sample.bytes(Sample.VALUE_LENGTH, 4);
    stored = cipher.seal(plaintext, 0, plaintext.length, storedKey);
    recorder = new Recording();
    if (recording) {
      recorder.start();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    recorder.close();
  }

  @Benchmark
  public byte[] open() {
    return Sample.present(cipher.open(stored, storedKey));
  }

  @Benchmark
  public byte[] openAndAsk() {
    Timing timing = FlightEvents.opening();
    byte[] opened = Sample.present(cipher.open(stored, storedKey));
    if (timing != null) {
      timing.end("cache", stored.length);
    }
    return opened;
  }

  @Benchmark
  public boolean ask() {
    return FlightEvents.opening() == null;
  }
}
