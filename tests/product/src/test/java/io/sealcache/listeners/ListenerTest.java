package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.SettablePolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ListenerTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final Recorder<String, Integer> listener = Recorder.of();

  @ParameterizedTest
  @EnumSource
  void synchronousListener_seesEachChangeOpened(TestStore store) {
    EncryptedCache<String, Integer> cache = listening(store);

    cache.put("a", 1);
    cache.put("a", 2);
    assertThat(cache.replace("a", 2, 3)).isTrue();
    assertThat(cache.putIfAbsent("b", 1)).isTrue();
    cache.<Object>invoke(
        "b",
        (entry, arguments) -> {
          entry.setValue(2);
          return 0;
        });
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

  @ParameterizedTest
  @EnumSource
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

  @ParameterizedTest
  @EnumSource
  void asynchronousListener_seesItInTheEnd(TestStore store) throws InterruptedException {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, false));

    cache.put("a", 1);

    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (listener.events.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(listener.events).containsExactly("CREATED a: null -> 1");
  }

  @ParameterizedTest
  @EnumSource
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

  @ParameterizedTest
  @EnumSource
  void oldValueNotRequired_isNotGiven(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    UserCode.hear(cache, listener);

    cache.put("a", 1);
    cache.put("a", 2);

    assertThat(listener.events).containsExactly("CREATED a: null -> 1", "UPDATED a: null -> 2");
  }

  @ParameterizedTest
  @EnumSource
  void oldValueThatDoesNotOpen_makesAnUpdateACreation(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant(raw.onlyKey(), new byte[] {1, 2, 3});
    cache.registerCacheEntryListener(listener.configuration());

    assertThat(cache.putIfAbsent("a", 2)).isTrue();

    assertThat(listener.events).containsExactly("CREATED a: null -> 2");
  }

  @ParameterizedTest
  @EnumSource
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

  @ParameterizedTest
  @EnumSource
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

  /** Only told of creations. */
  private static final class CreationsOnly implements CacheEntryCreatedListener<String, Integer> {
    final List<String> keys = new CopyOnWriteArrayList<>();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(event -> keys.add(event.getKey()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void listenerOfOneKind_isToldOfThatOnly(TestStore store) {
    CreationsOnly creations = new CreationsOnly();
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> creations, null, true, true));

    cache.put("a", 1);
    cache.put("a", 2);
    assertThat(cache.remove("a")).isTrue();

    assertThat(creations.keys).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource
  void filter_isAskedOnlyWhatTheListenerIsToldOf(TestStore store) {
    List<EventType> asked = new CopyOnWriteArrayList<>();
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            CreationsOnly::new, () -> event -> asked.add(event.getEventType()), true, true));

    cache.put("a", 1);
    cache.put("a", 2);
    assertThat(cache.remove("a")).isTrue();

    assertThat(asked).containsExactly(EventType.CREATED);
  }

  /** Is in the middle of its first event until it may go on. */
  private static final class Held implements CacheEntryCreatedListener<String, Integer>, Closeable {
    volatile CountDownLatch begun = new CountDownLatch(1);
    volatile CountDownLatch proceed = new CountDownLatch(1);
    final AtomicInteger late = new AtomicInteger();
    private volatile boolean closed;

    /** Once more. */
    void hold() {
      begun = new CountDownLatch(1);
      proceed = new CountDownLatch(1);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      begun.countDown();
      try {
        proceed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (closed) {
        late.incrementAndGet();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void asynchronousListener_isNotCalledOnceItIsClosed(TestStore store) throws Exception {
    Held held = new Held();
    EncryptedCache<String, Integer> cache = STORES.create(store);
    CacheEntryListenerConfiguration<String, Integer> configuration =
        new MutableCacheEntryListenerConfiguration<>(() -> held, null, false, false);
    cache.registerCacheEntryListener(configuration);
    Thread putting =
        new Thread(
            () -> {
              for (int i = 0; i < 40; i++) {
                cache.put("key " + i, i);
              }
            });
    putting.start();
    held.begun.await();
    Thread closing = new Thread(() -> cache.deregisterCacheEntryListener(configuration));
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
      Thread.onSpinWait();
    }

    held.proceed.countDown();
    closing.join();
    putting.join();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
    cache.put("last", 1);
    while (listener.events.isEmpty()) {
      Thread.sleep(5);
    }

    assertThat(held.closed).isTrue();
    assertThat(held.late).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"CAFFEINE", "HAZELCAST_MEMBER", "INFINISPAN"})
  void listenerThatDeregistersItself_waitsForNothingAndHearsNothingMore(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    List<String> heard = new CopyOnWriteArrayList<>();
    List<CacheEntryListenerConfiguration<String, Integer>> itself = new ArrayList<>();
    CacheEntryCreatedListener<String, Integer> leaving =
        events -> {
          for (CacheEntryEvent<? extends String, ? extends Integer> event : events) {
            heard.add(event.getKey());
            if (event.getKey().equals("a")) {
              cache.put("within", 1);
              cache.deregisterCacheEntryListener(itself.get(0));
            }
          }
        };
    itself.add(new MutableCacheEntryListenerConfiguration<>(() -> leaving, null, false, true));
    cache.registerCacheEntryListener(itself.get(0));

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> cache.put("a", 1));
    cache.put("b", 1);

    assertThat(heard).containsExactly("a", "within");
  }

  @Test
  void synchronousListener_thatThisThreadWasToldBy_isClosedOnceAnotherThreadsCallHasEnded()
      throws Exception {
    Held held = new Held();
    held.proceed.countDown();
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.INFINISPAN);
    CacheEntryListenerConfiguration<String, Integer> configuration =
        new MutableCacheEntryListenerConfiguration<>(() -> held, null, false, true);
    cache.registerCacheEntryListener(configuration);
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              cache.put("told on this thread", 1);
              held.hold();
              new Thread(() -> cache.put("told on another", 1)).start();
              held.begun.await();
              cache.deregisterCacheEntryListener(configuration);
              return held.closed;
            });
    Thread thread = new Thread(closing);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(closing).isNotDone();
    }

    held.proceed.countDown();

    assertThat(closing.get()).isTrue();
    assertThat(held.late).hasValue(0);
  }

  // Only what was removed can vouch for a key that names classes.
  @ParameterizedTest
  @EnumSource
  void removalOfAKeyThatCanNameClasses_isHeardWithoutOldValues(TestStore store) {
    EncryptedCache<Object, Integer> cache = STORES.create(store);
    Recorder<Object, Integer> removals = Recorder.of();
    CacheEntryRemovedListener<Object, Integer> removed = events -> removals.onRemoved(events);
    UserCode.hear(cache, removed);

    cache.put(List.of("key"), 1);
    assertThat(cache.remove(List.of("key"))).isTrue();

    assertThat(removals.events).containsExactly("REMOVED [key]: null -> null");
  }

  @ParameterizedTest
  @EnumSource
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

  @Test
  void asynchronousListener_thatFallsBehind_hasItsDroppedEventsCounted() throws Exception {
    Held held = new Held();
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.INFINISPAN);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> held, null, false, false));
    cache.put("first", 1);
    held.begun.await();

    for (int i = 0; i < 10_010; i++) {
      cache.put("key " + i, i);
    }

    assertThat(Stores.encryption(cache).getDroppedEvents()).isEqualTo(10);
    held.proceed.countDown();
  }

  private EncryptedCache<String, Integer> listening(TestStore store) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, Integer>()
            .addCacheEntryListenerConfiguration(listener.configuration()));
  }
}
