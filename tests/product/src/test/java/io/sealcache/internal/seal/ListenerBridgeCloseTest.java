package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.GateWatch;
import io.sealcache.internal.store.StoredEvent;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which events a listener is told of, and that none is told once it is closed. */
@Timeout(60)
class ListenerBridgeCloseTest {
  private final FakeRedisson store = new FakeRedisson();
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final Sealers sealers = Sealing.ofTexts(keys);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    store.close();
    keys.close();
  }

  // Of keys that name classes only what was removed can vouch for the key.
  @Test
  void listener_ofRemovals_needsOldValuesWhereKeysNameClasses() {
    CacheEntryCreatedListener<String, String> created = events -> {};
    CacheEntryRemovedListener<String, String> removed = events -> {};
    CacheEntryExpiredListener<String, String> expired = events -> {};

    assertThat(bridge(removed, false, false).isOldValueRequired()).isFalse();
    assertThat(bridge(created, true, false).isOldValueRequired()).isTrue();
    assertThat(bridge(removed, false, true).isOldValueRequired()).isTrue();
    assertThat(bridge(expired, false, true).isOldValueRequired()).isTrue();
    assertThat(bridge(created, false, true).isOldValueRequired()).isFalse();
  }

  @Test
  void close_byTheListener_waitsForNothingAndTellsOfNothingAnyMore() throws Exception {
    List<ListenerBridge<String, String>> bridges = new ArrayList<>();
    bridges.add(
        bridge(
            listener(
                events -> {
                  bridges.get(0).close();
                  heard.add("created");
                })));

    GateWatch.assertPasses(() -> bridges.get(0).deliver(created()));
    bridges.get(0).deliver(created());

    assertThat(heard).containsExactly("created");
  }

  @Test
  void close_byTheListenerInADeliveryWithinADelivery_waitsForNothing() throws Exception {
    List<ListenerBridge<String, String>> bridges = new ArrayList<>();
    bridges.add(
        bridge(
            listener(
                events -> {
                  heard.add("created");
                  if (heard.size() == 1) {
                    bridges.get(0).deliver(created());
                    bridges.get(0).close();
                  }
                })));

    GateWatch.assertPasses(() -> bridges.get(0).deliver(created()));

    assertThat(heard).containsExactly("created", "created");
  }

  @Test
  void close_byAThreadThatDeliveredBefore_waitsForAnotherThreadsDelivery() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<Runnable> told =
        new ArrayList<>(
            List.of(
                () -> {},
                () -> {
                  inside.countDown();
                  await(mayEnd);
                }));
    ListenerBridge<String, String> bridge = bridge(listener(events -> told.remove(0).run()));
    Thread closing =
        new Thread(
            () -> {
              bridge.deliver(created());
              Thread delivering = new Thread(() -> bridge.deliver(created()));
              delivering.start();
              await(inside);
              bridge.close();
            });

    closing.start();
    boolean waits = false;
    while (closing.isAlive() && !waits) {
      waits = GateWatch.isWaiting(closing);
    }

    assertThat(waits).isTrue();
    mayEnd.countDown();
    closing.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CacheEntryCreatedListener<String, String> listener(
      CacheEntryCreatedListener<String, String> listener) {
    return listener;
  }

  private ListenerBridge<String, String> bridge(CacheEntryListener<String, String> listener) {
    return bridge(listener, true, false);
  }

  private ListenerBridge<String, String> bridge(
      CacheEntryListener<String, String> listener, boolean oldValue, boolean keysNameClasses) {
    return new ListenerBridge<>(
        source(),
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, oldValue, true),
        (keys, telling) -> telling.run(),
        keysNameClasses,
        () -> sealers.of(null),
        sealers.statistics());
  }

  private List<StoredEvent> created() {
    ObjectSealer sealer = sealers.of(null);
    StoredKey key = sealer.sealKey("key");
    SealedBytes value = sealer.sealValue(key, "value", WriterTrail.NONE);
    return List.of(new StoredEvent(EventType.CREATED, key, value, null));
  }

  @SuppressWarnings("unchecked") // only the source of events
  private Cache<String, String> source() {
    return (Cache<String, String>) (Cache<?, ?>) store.cache();
  }
}
