package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SynchronousEventsTest {
  private final FakeRedisson redisson = new FakeRedisson();
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final EncryptedStore<String, String> store = store();
  private final Recorder recorder = new Recorder();

  private EncryptedStore<String, String> store() {
    return new EncryptedStore<>(
        redisson.calls(), Sealing.ofTexts(keys), new CacheExpiry(new EternalExpiryPolicy()), true);
  }

  @AfterEach
  void close() {
    redisson.close();
    keys.close();
  }

  private void putAll(Map<String, String> values) {
    TenantStore<String, String> view = store.of(null);
    Map<String, EntryAccess<String>> entries = view.entries(values.keySet());
    assertThat(view.beginPutAll(entries, view.seal(entries, values)).getAsInt()).isZero();
  }

  // A call that waits for its write doesn't know whether it creates the entry or updates it.
  @Test
  void listenerOfCreations_isToldOfUpdatesByTheStoreWhereACallWaits() {
    CacheEntryCreatedListener<String, String> created = events -> {};
    try (ListenerBridge<String, String> synchronous = register(created, true)) {
      assertThat(redisson.registered())
          .singleElement()
          .isInstanceOf(CacheEntryUpdatedListener.class)
          .isNotInstanceOf(CacheEntryRemovedListener.class);
    }

    register(created, false);

    assertThat(redisson.registered())
        .singleElement()
        .isInstanceOf(CacheEntryCreatedListener.class)
        .isNotInstanceOf(CacheEntryUpdatedListener.class);
  }

  @Test
  void failingListener_failsTheCallThatMadeTheChange() {
    register(
        (CacheEntryCreatedListener<String, String>)
            events -> {
              throw new IllegalArgumentException("broken");
            },
        true);
    register(recorder, true);

    assertThatThrownBy(() -> Changes.put(store.of(null).entry("k"), "1"))
        .isInstanceOf(CacheEntryListenerException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(recorder.take()).containsExactly("CREATED k=1 old null");
    assertThat(store.of(null).entry("k").peek()).isInstanceOf(Read.Present.class);
  }

  @Test
  void listenerThatUsesTheCache_isToldOfItsOwnChange() throws Exception {
    register(recorder, true);
    register(
        (CacheEntryCreatedListener<String, String>)
            events ->
                events.forEach(
                    event -> {
                      if (event.getKey().equals("k")) {
                        Changes.put(store.of(null).entry("l"), "nested");
                      }
                    }),
        true);

    redisson.make(() -> Changes.put(store.of(null).entry("k"), "1"));

    assertThat(recorder.take())
        .containsExactlyInAnyOrder("CREATED k=1 old null", "CREATED l=nested old null");
  }

  @Test
  void eventThatComesLate_isToldOnceAndNothingHangs() throws Exception {
    register(recorder, true);
    CountDownLatch held = new CountDownLatch(1);
    redisson.reporter.execute(() -> await(held));

    putAll(Map.of("k", "1", "l", "2"));

    assertThat(recorder.take()).isEmpty();
    held.countDown();
    redisson.reporter.submit(() -> {}).get();
    assertThat(recorder.take())
        .containsExactlyInAnyOrder("CREATED k=1 old null", "CREATED l=2 old null");
  }

  @Test
  void callThatChangesNothing_waitsForNothing() {
    register(recorder, true);
    EntryAccess<String> entry = store.of(null).entry("k");
    Read<String> absent = entry.peek();
    Changes.put(entry, "1");
    Read<String> first = entry.peek();
    Changes.put(entry, "2");
    recorder.take();
    CountDownLatch held = new CountDownLatch(1);
    redisson.reporter.execute(() -> await(held));

    assertThat(Changes.store(entry, absent, "3")).isEqualTo(WriteOutcome.LOST);
    assertThat(Changes.store(entry, first, "3")).isEqualTo(WriteOutcome.LOST);
    assertThat(Changes.remove(entry, first)).isEqualTo(WriteOutcome.LOST);
    assertThat(recorder.take()).isEmpty();
    held.countDown();
  }

  @Test
  void changeOfAnotherJvm_isToldOnTheStoresThread() throws Exception {
    Changes.put(store.of(null).entry("k"), "1");
    register(recorder, true);
    Object[] raw = new Object[2];
    redisson
        .iterator()
        .forEachRemaining(
            entry -> {
              raw[0] = entry.getKey();
              raw[1] = entry.getValue();
            });

    redisson.report(EventType.CREATED, raw[0], raw[1], null);

    redisson.reporter.submit(() -> {}).get();
    assertThat(recorder.take()).containsExactly("CREATED k=1 old null");
  }

  @Test
  void sameRemovalByTwoCallers_isToldOnce() throws Exception {
    register(recorder, true);
    for (int i = 0; i < 100; i++) {
      EntryAccess<String> entry = store.of(null).entry("k");
      Changes.put(entry, "1");
      redisson.reporter.submit(() -> {}).get();
      recorder.take();
      Read<String> seen = entry.peek();
      var other =
          CompletableFuture.supplyAsync(() -> Changes.remove(store.of(null).entry("k"), seen));
      WriteOutcome mine = Changes.remove(entry, seen);
      assertThat(List.of(mine, other.get()))
          .containsExactlyInAnyOrder(WriteOutcome.STORED, WriteOutcome.LOST);
      redisson.reporter.submit(() -> {}).get();
      assertThat(recorder.take()).containsExactly("REMOVED k=1 old 1");
    }
  }

  private ListenerBridge<String, String> register(
      CacheEntryListener<String, String> listener, boolean synchronous) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // only the events' source
    javax.cache.Cache<String, String> source = (javax.cache.Cache) redisson.cache();
    return store.register(
        null,
        source,
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, synchronous),
        (keys, telling) -> telling.run());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Recorder
      implements CacheEntryCreatedListener<String, String>,
          CacheEntryUpdatedListener<String, String>,
          CacheEntryRemovedListener<String, String> {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    List<String> take() {
      List<String> taken = new ArrayList<>(events);
      events.clear();
      return taken;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> created) {
      created.forEach(this::record);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> updated) {
      updated.forEach(this::record);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> removed) {
      removed.forEach(this::record);
    }

    private void record(CacheEntryEvent<? extends String, ? extends String> event) {
      threads.add(Thread.currentThread());
      events.add(
          "%s %s=%s old %s"
              .formatted(
                  event.getEventType(), event.getKey(), event.getValue(), event.getOldValue()));
    }
  }
}
