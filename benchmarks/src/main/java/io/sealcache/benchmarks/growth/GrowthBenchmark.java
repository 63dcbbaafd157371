package io.sealcache.benchmarks.growth;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
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

/** Hits and puts of 100 bytes over Caffeine, on entries in no order that a CPU could foresee. */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrowthBenchmark {
  private static final int VALUE_LENGTH = 100;

  /** A prime: steps of it meet each entry once before they meet one again. */
  private static final int STEP = 7_919;

  private static final int WARMING = 50_000;

  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  @Param("10000")
  public int entries;

  /** 0: without tenants. */
  @Param("0")
  public int tenants;

  /** In the ring. */
  @Param("1")
  public int keys;

  @Param("1")
  public int caches;

  @Param({"false", "true"})
  public boolean sealed;

  private final byte[] value = Sample.bytes(VALUE_LENGTH, 4);
  private final List<Cache<String, byte[]>> opened = new ArrayList<>();
  private OpenedStore store;
  private String[] names;
  private String[] tenantNames;

  /** Where a thread is. */
  @State(Scope.Thread)
  public static class Turn {
    private int next = System.identityHashCode(this) >>> 8;

    int next(int entries) {
      next = (next + STEP) % entries;
      return next;
    }
  }

  @Setup(Level.Trial)
  public void open() {
    GrowingRing ring = new GrowingRing(keys);
    store =
        sealed
            ? Store.CAFFEINE.openSealed(ring, Math.max(tenants, 1))
            : Store.CAFFEINE.openUnencrypted();
    for (int i = 0; i < caches; i++) {
      opened.add(store.manager().createCache("growth-" + i, configuration()));
    }
    tenantNames = names("tenant-%d", tenants);
    names = names("user:profile:%011d", entries);
    for (int key = 0; key < keys; key++) {
      ring.promote(key);
      for (int i = key; i < entries; i += keys) {
        cache(i).put(names[i], value);
      }
    }
    warm();
  }

  /** By operations, as a busy machine makes few of them in any time. */
  private void warm() {
    Turn turn = new Turn();
    for (int i = 0; i < WARMING; i++) {
      get(turn);
      put(turn);
    }
  }

  private static String[] names(String format, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = format.formatted(i);
    }
    return names;
  }

  private Configuration<String, byte[]> configuration() {
    if (!sealed) {
      return new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    }
    EncryptedConfiguration<String, byte[]> configuration =
        new EncryptedConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    return tenants == 0 ? configuration : configuration.setTenantResolverFactory(() -> TENANT::get);
  }

  /** The one that an entry is in, and the tenant that it belongs to. */
  private Cache<String, byte[]> cache(int entry) {
    if (tenants > 0) {
      TENANT.set(tenantNames[entry % tenants]);
    }
    return opened.get(entry % caches);
  }

  @TearDown(Level.Trial)
  public void close() {
    store.close();
  }

  @Benchmark
  public byte[] get(Turn turn) {
    int entry = turn.next(entries);
    return Sample.present(cache(entry).get(names[entry]));
  }

  @Benchmark
  public void put(Turn turn) {
    int entry = turn.next(entries);
    cache(entry).put(names[entry], value);
  }
}
