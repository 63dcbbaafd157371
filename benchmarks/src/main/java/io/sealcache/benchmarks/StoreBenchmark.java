package io.sealcache.benchmarks;

import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Hits and puts of a value of 1 KiB under a key of 24 characters in a cache that stores by value,
 * without us and through us.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method first
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreBenchmark {
  @Param({"CAFFEINE", "EHCACHE", "EHCACHE_OFFHEAP", "HAZELCAST_MEMBER"})
  public Store store = Store.CAFFEINE;

  @Param({"false", "true"})
  public boolean sealed;

  private final String[] keys = Sample.keys();
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private OpenedStore opened;
  private Cache<String, byte[]> cache;
  private int next;

  @Setup(Level.Trial)
  public void open() {
    opened = sealed ? store.openSealed() : store.openUnencrypted();
    cache =
        opened
            .manager()
            .createCache(
                "benchmark",
                new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    for (int i = 0; i < 50_000; i++) {
      put();
    }
    for (int i = 0; i < 50_000; i++) {
      get();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }

  @Benchmark
  public byte[] get() {
    return Sample.present(cache.get(nextKey()));
  }

  @Benchmark
  public void put() {
    cache.put(nextKey(), value);
  }

  private String nextKey() {
    next = next + 1 == keys.length ? 0 : next + 1;
    return keys[next];
  }
}
