package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.KeyCensus;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class StoredEntriesTest {
  private static final String OLD = id(3);
  private static final String NEW = id(4);

  private final RotatingKeys keys = new RotatingKeys(key(2), key(3), key(4));

  private static String id(int seed) {
    return "%08x".formatted(key(seed).id());
  }

  private static MasterKey key(int seed) {
    return MasterKey.of(FixedKey.secret(seed));
  }

  private static KeyCensus census(long others, Map<String, Long> byDataKey) {
    return new KeyCensus(
        byDataKey.entrySet().stream()
            .map(of -> new KeyCensus.Count(1, of.getKey(), id(2), of.getValue()))
            .toList(),
        others,
        0);
  }

  private StoreFixture over(TestStore store) {
    return StoreFixture.over(store, StoreFixture.keysOf(keys));
  }

  private static void fill(Cache<Integer, String> cache, int entries) {
    Map<Integer, String> values = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      values.put(i, "value " + i);
    }
    cache.putAll(values);
  }

  @ParameterizedTest
  @EnumSource
  void rotation_isSeenToItsEndAndRetiringTheOldKeyMissesNothing(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      EncryptedCache<Integer, String> cache = fixture.create("rotated");
      StoredEntries entries = StoredEntries.of(cache);
      fill(cache, 250);
      assertThat(entries.census()).isEqualTo(census(0, Map.of(OLD, 250L)));

      keys.rotate();
      cache.put(0, "new");
      fixture.raw("rotated").plant("what others put there", new byte[] {1, 2, 3});
      assertThat(entries.census()).isEqualTo(census(1, Map.of(OLD, 249L, NEW, 1L)));
      List<Resealing> progress = new ArrayList<>();
      Resealing done = entries.reseal(1_000_000, progress::add);

      assertThat(done).isEqualTo(new Resealing(249, 1, 0, 0, 0, 0));
      assertThat(done.entries()).isEqualTo(250);
      assertThat(progress).hasSize(3).last().isEqualTo(done);
      assertThat(entries.census().byDataKey()).isEqualTo(Map.of(NEW, 250L));
      assertThat(entries.reseal(1_000_000, again -> {}))
          .isEqualTo(new Resealing(0, 250, 0, 0, 0, 0));

      keys.retire();
      assertThat(cache.get(0)).isEqualTo("new");
      for (int i = 1; i < 250; i++) {
        assertThat(cache.get(i)).isEqualTo("value " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void listeners_hearWritesAndNoReseal(TestStore store) throws InterruptedException {
    try (StoreFixture fixture = over(store)) {
      EncryptedCache<Integer, String> cache = fixture.create("heard");
      Recorder<Integer, String> synchronous = Recorder.of();
      Recorder<Integer, String> asynchronous = Recorder.of();
      List<EventType> asked = new CopyOnWriteArrayList<>();
      cache.put(1, "one");
      cache.put(2, "two");
      cache.registerCacheEntryListener(synchronous.configuration());
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(
              () -> asynchronous, () -> event -> asked.add(event.getEventType()), false, false));
      keys.rotate();

      assertThat(StoredEntries.of(cache).reseal(1_000, done -> {}).resealed()).isEqualTo(2);
      cache.put(1, "one");
      awaitWhereLate(store, synchronous.events, 1);
      cache.replace(2, "two", "2");
      awaitWhereLate(store, synchronous.events, 2);
      cache.remove(2);
      awaitWhereLate(store, synchronous.events, 3);

      assertThat(synchronous.events)
          .containsExactly("UPDATED 1: one -> one", "UPDATED 2: two -> 2", "REMOVED 2: 2 -> 2");
      await(asynchronous.events, 3);
      assertThat(asynchronous.raw)
          .extracting(event -> event.getEventType() + " " + event.getKey())
          .containsExactlyInAnyOrder("UPDATED 1", "UPDATED 2", "REMOVED 2");
      assertThat(asked).hasSize(3);
    }
  }

  // Only what the current keys authenticate says that it was sealed anew.
  @Test
  void valueThatOnlySaysThatItWasSealedAnew_isUnreadable() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache = fixture.create("forged");
      cache.put(1, "one");
      keys.rotate();
      assertThat(StoredEntries.of(cache).reseal(1_000, done -> {}).resealed()).isEqualTo(1);
      RawCache raw = fixture.raw("forged");
      byte[] forged = raw.value(raw.onlyKey()).clone();
      forged[forged.length - 1] ^= 1;
      Recorder<Integer, String> listener = Recorder.of();
      cache.registerCacheEntryListener(listener.configuration());

      raw.plant(raw.onlyKey(), forged);

      assertThat(listener.events).isEmpty();
      assertThat(Stores.unreadable(cache, "TAMPERED")).isEqualTo(1);
    }
  }

  /** Hazelcast takes an asynchronous listener that was told for the synchronous one. */
  private static void awaitWhereLate(TestStore store, List<String> events, int size)
      throws InterruptedException {
    if (store == TestStore.HAZELCAST_MEMBER) {
      await(events, size);
    }
  }

  private static void await(List<String> events, int size) throws InterruptedException {
    for (int i = 0; i < 3_000 && events.size() < size; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void expiry_staysAsItWas(TestStore store) throws InterruptedException {
    try (StoreFixture fixture = over(store)) {
      EncryptedCache<Integer, String> modified =
          fixture.create(
              "modified",
              new EncryptedConfiguration<Integer, String>()
                  .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(seconds(5))));
      while (!isResealedInTimeAndDies(modified)) {
        modified.remove(1);
      }
    }
  }

  /** False where the machine stood still for so long that the entry may be too old by now. */
  private boolean isResealedInTime(Cache<Integer, String> cache) throws InterruptedException {
    long begun = System.nanoTime();
    cache.put(1, "one");
    TimeUnit.MILLISECONDS.sleep(3_500); // clocks may differ by five seconds
    keys.rotate();
    long resealed = StoredEntries.of(cache).reseal(1_000, done -> {}).resealed();
    String found = cache.get(1);
    if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(5)) {
      return false;
    }
    assertThat(resealed).isEqualTo(1);
    assertThat(found).isEqualTo("one");
    return true;
  }

  /** False where the machine stood still for so long that the entry may have died meanwhile. */
  private boolean isResealedInTimeAndDies(Cache<Integer, String> cache)
      throws InterruptedException {
    MortalEntry mortal = MortalEntry.put(cache);
    keys.rotate();
    try {
      TimeUnit.SECONDS.sleep(2);
      long begun = System.nanoTime();
      long resealed = StoredEntries.of(cache).reseal(1_000, done -> {}).resealed();
      Duration sealing = Duration.ofNanos(System.nanoTime() - begun);
      String found = cache.get(1);
      if (System.nanoTime() - mortal.before() > TimeUnit.SECONDS.toNanos(4)) {
        return false;
      }
      assertThat(resealed).isEqualTo(1);
      assertThat(found).isEqualTo("mortal");
      mortal.assertDiesAfter(Duration.ofSeconds(5), sealing);
      return true;
    } finally {
      keys.rotateBack();
    }
  }

  private static javax.cache.expiry.Duration seconds(int seconds) {
    return new javax.cache.expiry.Duration(TimeUnit.SECONDS, seconds);
  }

  @Tag("slow")
  @Test
  void timeOfWriting_staysAsItWas() throws InterruptedException {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "aged",
              new EncryptedConfiguration<Integer, String>().setMaxAge(Duration.ofSeconds(1)));
      while (!isResealedInTime(cache)) {
        keys.rotateBack();
      }
      TimeUnit.MILLISECONDS.sleep(2_700);
      assertThat(cache.get(1)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesMeanwhile_areNeverLost(TestStore store) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean ended = new AtomicBoolean();
    try (StoreFixture fixture = over(store)) {
      EncryptedCache<Integer, Integer> cache =
          fixture.create(
              "busy",
              new EncryptedConfiguration<Integer, Integer>()
                  .setContentionTimeout(Duration.ofSeconds(100)));
      for (int i = 0; i < 20; i++) {
        cache.put(i, 0);
      }
      List<Future<Integer>> counts = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        counts.add(
            threads.submit(
                () -> {
                  int added = 0;
                  while (!ended.get()) {
                    cache.invoke(
                        added % 20,
                        (entry, arguments) -> {
                          entry.setValue(entry.getValue() + 1);
                          return "";
                        });
                    added++;
                  }
                  return added;
                }));
      }
      for (int round = 0; round < 30; round++) {
        keys.rotate();
        StoredEntries.of(cache).reseal(1_000_000, done -> {});
        keys.rotateBack();
        StoredEntries.of(cache).reseal(1_000_000, done -> {});
      }
      ended.set(true);

      int added = 0;
      for (Future<Integer> count : counts) {
        added += count.get();
      }
      AtomicInteger found = new AtomicInteger();
      cache.forEach(entry -> found.addAndGet(entry.getValue()));
      assertThat(found).hasValue(added);
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void entriesOfOtherTenants_areLeftToThem() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("one", () -> fill(cache, 3));
      TenantScope.in("other", () -> fill(cache, 4));
      keys.rotate();

      Resealing done =
          TenantScope.call("one", () -> StoredEntries.of(cache).reseal(1_000, progress -> {}));

      assertThat(done).isEqualTo(new Resealing(3, 0, 0, 0, 4, 0));
      assertThat(TenantScope.call("one", () -> StoredEntries.of(cache).census().byDataKey()))
          .isEqualTo(Map.of(OLD, 4L, NEW, 3L));
      assertThat(StoredEntries.of(cache).census().byDataKey())
          .as("in no tenant's scope")
          .isEqualTo(Map.of(OLD, 4L, NEW, 3L));
      assertThat(Stores.unreadable(cache, "FOREIGN")).isZero();
    }
  }

  @Test
  void whatDoesNotOpen_staysAsItIs() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache = fixture.create("damaged");
      cache.put(1, "one");
      String stored = fixture.raw("damaged").onlyKey();
      byte[] damaged = fixture.raw("damaged").value(stored).clone();
      damaged[damaged.length - 1] ^= 1;
      fixture.raw("damaged").plant(stored, damaged);
      keys.rotate();

      assertThat(StoredEntries.of(cache).reseal(1_000, done -> {}))
          .isEqualTo(new Resealing(0, 0, 0, 1, 0, 0));
      assertThat(fixture.raw("damaged").value(stored)).isEqualTo(damaged);
    }
  }

  @Test
  void pace_isKept() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache = fixture.create("slow");
      fill(cache, 300);
      keys.rotate();
      long begun = System.nanoTime();

      StoredEntries.of(cache).reseal(500, done -> {});

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThanOrEqualTo(Duration.ofMillis(600));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StoredEntries.of(cache).reseal(0, done -> {}));
    }
  }

  @Test
  void interrupt_endsItAndStays() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache = fixture.create("interrupted");
      fill(cache, 300);
      keys.rotate();

      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> StoredEntries.of(cache).reseal(1, done -> {}))
          .withMessageContainingAll("'interrupted'", "after 100");
      assertThatExceptionOfType(CacheException.class)
          .as("without a wait")
          .isThrownBy(() -> StoredEntries.of(cache).reseal(Integer.MAX_VALUE, done -> {}))
          .withMessageContaining("after 100");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(StoredEntries.of(cache).reseal(100_000, done -> {}).entries()).isEqualTo(300);
    }
  }

  @Test
  void closedCache_isRefused() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<Integer, String> cache = fixture.create("closed");
      cache.close();

      assertThatIllegalStateException().isThrownBy(() -> StoredEntries.of(cache).census());
      assertThatIllegalStateException()
          .isThrownBy(() -> StoredEntries.of(cache).reseal(1, done -> {}));
    }
  }
}
