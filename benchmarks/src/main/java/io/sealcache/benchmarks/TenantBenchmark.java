package io.sealcache.benchmarks;

import io.sealcache.EncryptedConfiguration;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A tenant's first operation in a cache that many share, on a value of 16 bytes: its keys are
 * derived, its ciphers made, and for a put its session begun; and the JDK's part of that. A young
 * generation that is larger than the keys of all the tenants that are kept: with a small one the
 * collector copies those each time.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method first
@State(Scope.Thread)
@Fork(jvmArgsAppend = "-Xmn256m")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TenantBenchmark {
  /** In turn; more than are kept, so that each one that comes again is new again. */
  private static final int TENANTS = 4_096;

  private final byte[] value = Sample.bytes(16, 4);
  private final BareTenant bare = new BareTenant();
  private OpenedStore opened;
  private Cache<String, byte[]> cache;
  private long tenants;

  @Setup(Level.Trial)
  public void open() throws GeneralSecurityException {
    opened = Store.CAFFEINE.openSealed();
    cache =
        opened
            .manager()
            .createCache(
                "benchmark",
                new EncryptedConfiguration<String, byte[]>()
                    .setTypes(String.class, byte[].class)
                    .setTenantResolverFactory(() -> () -> "tenant-" + tenants++ % TENANTS));
    for (int i = 0; i < 20_000; i++) {
      get();
      put();
      barePut();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }

  @Benchmark
  public boolean get() {
    return cache.get("key") == null;
  }

  @Benchmark
  public void put() {
    cache.put("key", value);
  }

  @Benchmark
  public String bareGet() throws GeneralSecurityException {
    return bare.get();
  }

  @Benchmark
  public byte[] barePut() throws GeneralSecurityException {
    return bare.put(value);
  }
}
