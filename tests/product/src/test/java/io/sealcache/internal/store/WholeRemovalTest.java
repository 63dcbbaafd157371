package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.caffeine.CaffeineAdapter;
import io.sealcache.internal.store.ehcache.EhcacheAdapter;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** Beside a writer, over stores on the heap: an entry that is put again meanwhile stays. */
@Timeout(120)
class WholeRemovalTest {
  private static final int ROUNDS = 3_000;

  /** With one hash, so that a map has them in one chain, which an iterator follows to its end. */
  private static final List<StoredKey> KEYS =
      Stream.of("AaAaAa", "AaAaBB", "AaBBAa", "BBAaAa", "AaBBBB")
          .map(end -> requireNonNull(StoredKey.parse("AQ" + "A".repeat(24) + end)))
          .toList();

  private static final CacheExpiry NEVER = new CacheExpiry(new EternalExpiryPolicy());

  static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of(adapterOfReference(), new RICachingProvider()),
        Arguments.of(new CaffeineAdapter(), new CaffeineCachingProvider()),
        Arguments.of(new EhcacheAdapter(), new EhcacheCachingProvider()));
  }

  private static StoreAdapter adapterOfReference() {
    return () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void removeAll_removesEachEntryOnce(StoreAdapter adapter, CachingProvider provider)
      throws Exception {
    SealedBytes value = SealedBytes.ofStore(new byte[] {1});
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (provider;
        CacheManager manager = provider.getCacheManager()) {
      StorePort port = adapter.createCache(manager, "removed", NEVER, null);
      PortCalls calls = new PortCalls(port);
      int lost = 0;
      for (int round = 0; round < ROUNDS; round++) {
        KEYS.forEach(key -> calls.put(key, value, NEVER.write(1)));
        Future<?> again = executor.submit(() -> putOnceGone(calls, value));
        port.make(new StoreCall.Clear(true));
        again.get();
        lost += calls.get(KEYS.get(0), OperationExpiry.silent()) == null ? 1 : 0;
      }
      assertThat(lost).isZero();
    } finally {
      executor.shutdownNow();
    }
  }

  private static void putOnceGone(PortCalls calls, SealedBytes value) {
    while (calls.get(KEYS.get(0), OperationExpiry.silent()) != null) {
      Thread.onSpinWait();
    }
    calls.put(KEYS.get(0), value, NEVER.write(1));
  }
}
