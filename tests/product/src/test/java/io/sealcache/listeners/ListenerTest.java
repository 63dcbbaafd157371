package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.SettablePolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class ListenerTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final Recorder<String, Integer> listener = Recorder.of();

  @OverEachStore
  void synchronousListener_seesEachChangeOpened(TestStore store) {
    EncryptedCache<String, Integer> cache = listening(store);

    cache.put("a", 1);
    cache.put("a", 2);
    assertThat(cache.replace("a", 2, 3)).isTrue();
    assertThat(cache.putIfAbsent("b", 1)).isTrue();
    cache.<Object>invoke("b", UserCode.setting(2));
    assertThat(cache.remove("a")).isTrue();
    assertThat(cache.getAndRemove("b")).isEqualTo(2);

    assertThat(listener.events.stream().map(event -> event.replaceAll("(REMOVED.*) ->.*", "$1")))
        .containsExactly(
            "CREATED a: null -> 1",
            "UPDATED a: 1 -> 2",
            "UPDATED a: 2 -> 3",
            "CREATED b: null -> 1",
            "UPDATED b: 1 -> 2",
            "REMOVED a: 3",
            "REMOVED b: 2");
    assertThat(listener.raw)
        .allMatch(event -> event.getSource() == cache)
        .allMatch(
            event -> event.toString().equals("CacheEntryEvent[" + event.getEventType() + "]"));
  }

  // Caffeine has an event wait until the one before it was told, if somebody hears its kind.
  @Test
  void synchronousListenerOfRemovals_mayPutTheEntryAgainWhereTheStoreLetsIt() {
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.CAFFEINE);
    CacheEntryRemovedListener<String, Integer> again = events -> cache.put("a", 2);
    UserCode.hear(cache, again);
    cache.put("a", 1);

    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> cache.remove("a"));

    assertThat(cache.get("a")).isEqualTo(2);
  }

  @OverEachStore
  void readsLosersAndTouches_giveNoEvents(TestStore store) {
    EncryptedCache<String, Integer> cache = listening(store);
    cache.put("a", 1);
    listener.events.clear();

    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.containsKey("a")).isTrue();
    assertThat(cache.putIfAbsent("a", 2)).isFalse();
    assertThat(cache.replace("a", 5, 6)).isFalse();
    assertThat(cache.remove("a", 5)).isFalse();
    assertThat(cache.getAndReplace("b", 5)).isNull();
    assertThat(cache).hasSize(1);

    assertThat(listener.events).isEmpty();
  }

  @OverEachStore
  void filter_seesOpenedEventsAndDropsThem(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> listener,
            () -> event -> event.getValue() != null && event.getValue() > 1,
            true,
            true));

    cache.putAll(Map.of("a", 1, "b", 2));

    assertThat(listener.events).containsExactly("CREATED b: null -> 2");
  }

  @OverEachStore
  void oldValueNotRequired_isNotGiven(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    UserCode.hear(cache, listener);

    cache.put("a", 1);
    cache.put("a", 2);

    assertThat(listener.events).containsExactly("CREATED a: null -> 1", "UPDATED a: null -> 2");
  }

  @OverEachStore
  void oldValueThatDoesNotOpen_makesAnUpdateACreation(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant(raw.onlyKey(), new byte[] {1, 2, 3});
    cache.registerCacheEntryListener(listener.configuration());

    assertThat(cache.putIfAbsent("a", 2)).isTrue();

    assertThat(listener.events).containsExactly("CREATED a: null -> 2");
  }

  @OverEachStore
  void eventsThatDoNotOpen_areDroppedAndCounted(TestStore store) throws Exception {
    EncryptedCache<String, Integer> cache = listening(store);
    cache.put("a", 1);
    listener.events.clear();
    RawCache raw = STORES.raw(cache);
    byte[] value = raw.value(raw.onlyKey());

    raw.plant("no key of ours", value);
    raw.plant(
        raw.entries().keySet().stream().filter(k -> !k.contains(" ")).findAny().orElseThrow(),
        new byte[9]);

    long start = System.nanoTime(); // some stores tell of other applications' writes afterwards
    while (malformed(cache) < 2 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
      Thread.sleep(5);
    }
    assertThat(malformed(cache)).isGreaterThanOrEqualTo(2);
    assertThat(listener.events).isEmpty();
    cache.put("a", 3);
    assertThat(listener.events).containsExactly("CREATED a: null -> 3");
  }

  private static long malformed(EncryptedCache<?, ?> cache) {
    return Inside.unreadable(cache, UnreadableReason.MALFORMED);
  }

  @OverEachStore
  void deregistered_seesNothingMoreAndIsClosed(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    CacheEntryListenerConfiguration<String, Integer> configuration = listener.configuration();
    cache.registerCacheEntryListener(configuration);
    cache.put("a", 1);

    cache.deregisterCacheEntryListener(configuration);
    cache.deregisterCacheEntryListener(configuration);
    cache.put("b", 2);

    assertThat(listener.events).containsExactly("CREATED a: null -> 1");
    assertThat(listener.closed).hasValue(1);
    assertThat(StoreFixture.configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
  }

  @OverEachStore
  void filter_isAskedOnlyWhatTheListenerIsToldOf(TestStore store) {
    List<EventType> asked = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, Integer> creations = events -> {};
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> creations, () -> event -> asked.add(event.getEventType()), true, true));

    cache.put("a", 1);
    cache.put("a", 2);
    assertThat(cache.remove("a")).isTrue();

    assertThat(asked).containsExactly(EventType.CREATED);
  }

  // Only what was removed can vouch for a key that names classes.
  @OverEachStore
  void removalOfAKeyThatCanNameClasses_isHeardWithoutOldValues(TestStore store) {
    EncryptedCache<Object, Integer> cache = STORES.create(store);
    Recorder<Object, Integer> removals = Recorder.of();
    CacheEntryRemovedListener<Object, Integer> removed = events -> removals.onRemoved(events);
    UserCode.hear(cache, removed);

    cache.put(List.of("key"), 1);
    assertThat(cache.remove(List.of("key"))).isTrue();

    assertThat(removals.events).containsExactly("REMOVED [key]: null -> null");
  }

  @OverEachStore
  void synchronousListener_ofWritesThatExpireAtOnce_waitsForNothing(TestStore store) {
    SettablePolicy policy = new SettablePolicy();
    policy.creation = javax.cache.expiry.Duration.ETERNAL;
    policy.update = javax.cache.expiry.Duration.ZERO;
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setExpiryPolicyFactory(() -> policy)
                .addCacheEntryListenerConfiguration(listener.configuration()));
    cache.putAll(Map.of("a", 1, "b", 2, "c", 3));
    listener.events.clear();

    List<String> waits =
        CapturedLog.of(
            "io.sealcache.store",
            () -> {
              cache.put("a", 2);
              assertThat(cache.replace("b", 3)).isTrue();
              assertThat(cache.replace("c", 3, 4)).isTrue();
              policy.creation = javax.cache.expiry.Duration.ZERO;
              cache.put("d", 1);
              cache.putAll(Map.of("e", 1));
              assertThat(cache.putIfAbsent("f", 1)).isFalse();
            });

    assertThat(waits).isEmpty();
    assertThat(cache).isEmpty();
    assertThat(listener.events).noneMatch(event -> event.startsWith("CREATED"));
  }

  private EncryptedCache<String, Integer> listening(TestStore store) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, Integer>()
            .addCacheEntryListenerConfiguration(listener.configuration()));
  }
}
