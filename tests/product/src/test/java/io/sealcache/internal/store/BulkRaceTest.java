package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.caffeine.CaffeineAdapter;
import io.sealcache.internal.store.ehcache.EhcacheAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside a reader, over stores on the heap: a bulk write waits for nobody for ever. */
@Timeout(120)
class BulkRaceTest {
  private static final int ROUNDS = 10_000;

  private static final List<StoredKey> KEYS =
      Stream.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")
          .map(end -> requireNonNull(StoredKey.parse("AQ" + "A".repeat(29) + end)))
          .toList();

  private static final SealedBytes VALUE = SealedBytes.ofStore(new byte[] {1});
  private static final Map<StoredKey, SealedBytes> VALUES =
      KEYS.stream().collect(Collectors.toMap(Function.identity(), key -> VALUE));
  private static final CacheExpiry NEVER = new CacheExpiry(new EternalExpiryPolicy());

  private record Bulk(String name, Consumer<PortCalls> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> writes() {
    Bulk puts = new Bulk("putAll", calls -> calls.putAll(VALUES, NEVER.write(KEYS.size())));
    Bulk removals = new Bulk("removeAll", calls -> calls.removeAll(KEYS));
    return Stream.of(puts, removals)
        .flatMap(
            bulk ->
                Stream.of(
                    Arguments.of(adapterOfReference(), new RICachingProvider(), bulk),
                    Arguments.of(new CaffeineAdapter(), new CaffeineCachingProvider(), bulk),
                    Arguments.of(new EhcacheAdapter(), new EhcacheCachingProvider(), bulk)));
  }

  private static StoreAdapter adapterOfReference() {
    return () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void bulkWrite_besideAReader_ends(StoreAdapter adapter, CachingProvider provider, Bulk bulk) {
    AtomicBoolean ends = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool(BulkRaceTest::daemon);
    try (provider;
        CacheManager manager = provider.getCacheManager()) {
      PortCalls calls = new PortCalls(adapter.createCache(manager, "raced", NEVER, null));
      Future<?> reading =
          threads.submit(
              () -> {
                while (!ends.get()) {
                  KEYS.forEach(key -> calls.get(key, OperationExpiry.silent()));
                }
              });
      Future<?> writing =
          threads.submit(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  bulk.write().accept(calls);
                }
              });

      assertThat(writing).succeedsWithin(Duration.ofSeconds(30));
      ends.set(true);
      assertThat(reading).succeedsWithin(Duration.ofSeconds(30));
    } finally {
      ends.set(true);
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "racer");
    thread.setDaemon(true); // one that waits for ever has the test fail, and not hang
    return thread;
  }
}
