package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.jfr.FlightEvents;
import io.sealcache.internal.jfr.Timing;
import java.nio.ByteBuffer;
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
 * off, as by default: the kernel alone, and with the question whether anybody records it, as {@code
 * ObjectSealer} asks it.
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

  private final EntrySealer sealer = Sample.sealer().build();
  private final StoredKey key = sealer.sealKey(Sample.bytes(Sample.ENCODED_KEY_LENGTH, 2));
  private SealedBytes stored;
  private Recording recorder;

  @Setup(Level.Trial)
  public void seal() {
    stored = sealer.sealValue(key, Payload.of(Sample.bytes(Sample.VALUE_LENGTH, 4)));
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
  public ByteBuffer open() {
    return Sample.opened(sealer.openValue(key, stored));
  }

  @Benchmark
  public ByteBuffer openAndAsk() {
    Timing timing = FlightEvents.opening();
    ByteBuffer opened = open();
    if (timing != null) {
      timing.end("cache", stored.bytes().length);
    }
    return opened;
  }

  @Benchmark
  public boolean ask() {
    return FlightEvents.opening() == null;
  }
}
