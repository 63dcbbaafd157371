package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.SharedStore;
import io.sealcache.fixture.SlowLoad;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that reports on a thread of its own, which may be busy. */
@Timeout(60)
class LateEventsTest {
  @AutoClose private final SharedStore store = new SharedStore();
  private final EncryptedCache<String, String> cache = store.jvm();
  private final Recorder<String, String> listener = Recorder.of();

  private CountDownLatch keepStoreBusy() {
    CountDownLatch held = new CountDownLatch(1);
    store.redisson.reporter.execute(() -> SlowLoad.await(held));
    return held;
  }

  private void awaitReports() throws Exception {
    store.redisson.reporter.submit(() -> {}).get();
  }

  private void listenToCreations(boolean synchronous) {
    CacheEntryCreatedListener<String, String> created = events -> {};
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> created, null, false, synchronous));
  }

  // A call that waits for its write doesn't know whether it creates the entry or updates it.
  @Test
  void listenerOfCreations_isToldOfUpdatesByTheStoreWhereACallWaits() {
    listenToCreations(false);
    assertThat(store.redisson.registered())
        .singleElement()
        .isInstanceOf(CacheEntryCreatedListener.class)
        .isNotInstanceOf(CacheEntryUpdatedListener.class);

    listenToCreations(true);
    assertThat(store.redisson.registered())
        .last()
        .isInstanceOf(CacheEntryUpdatedListener.class)
        .isNotInstanceOf(CacheEntryRemovedListener.class);
  }

  @Test
  void eventThatComesLate_isToldOnceAndNothingHangs() throws Exception {
    cache.registerCacheEntryListener(listener.configuration());
    CountDownLatch busy = keepStoreBusy();

    cache.putAll(Map.of("k", "1", "l", "2"));

    assertThat(listener.events).isEmpty();
    busy.countDown();
    awaitReports();
    assertThat(listener.events)
        .containsExactlyInAnyOrder("CREATED k: null -> 1", "CREATED l: null -> 2");
  }

  @Test
  void callThatChangesNothing_waitsForNothing() {
    EncryptedCache<String, String> elsewhere = store.jvm();
    cache.putAll(Map.of("k", "1", "l", "1"));
    cache.registerCacheEntryListener(listener.configuration());
    CountDownLatch busy = keepStoreBusy();

    List<String> waits =
        CapturedLog.of(
            "io.sealcache.store",
            () -> {
              assertThat(cache.replace("absent", "1")).isFalse();
              assertThat(cache.remove("absent")).isFalse();
              cache.invoke(
                  "k",
                  (entry, none) -> {
                    if (entry.exists()) {
                      elsewhere.remove("k"); // so this is outrun
                      entry.setValue("2");
                    }
                    return none.length;
                  });
              cache.invoke(
                  "l",
                  (entry, none) -> {
                    if (entry.getValue().equals("1")) {
                      elsewhere.put("l", "3");
                      entry.remove();
                    }
                    return none.length;
                  });
            });

    assertThat(waits).isEmpty();
    assertThat(listener.events).isEmpty();
    busy.countDown();
  }

  @Test
  void sameRemovalByTwoCallers_isToldOnce() throws Exception {
    cache.registerCacheEntryListener(listener.configuration());
    for (int i = 0; i < 100; i++) {
      cache.put("k", "1");
      awaitReports();
      listener.events.clear();

      var other = CompletableFuture.supplyAsync(() -> cache.remove("k"));
      boolean mine = cache.remove("k");

      assertThat(other.get()).isNotEqualTo(mine);
      awaitReports();
      assertThat(listener.events).containsExactly("REMOVED k: 1 -> 1");
    }
  }
}
