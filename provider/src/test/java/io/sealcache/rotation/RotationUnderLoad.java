package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.KeyCensus;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;

/**
 * Two applications over one store read and write, while one of them seals its entries anew: then
 * the old data key is retired, and nothing is missed.
 */
public final class RotationUnderLoad {
  private static final int LIFE_SECONDS = 8;
  private static final Duration LIFE = Duration.ofSeconds(LIFE_SECONDS);
  private static final long READS = 100;
  private static final Resealing ONE = new Resealing(1, 0, 0, 0, 0, 0);

  private final CacheManager one;
  private final CacheManager other;
  private final RotatingKeys keys;
  private final Function<String, KeyCensus> census;

  /**
   * @param one with these keys as its source
   * @param other that of another application, or the same where the store has but one
   * @param census counts what the store holds of a cache
   */
  public RotationUnderLoad(
      CacheManager one, CacheManager other, RotatingKeys keys, Function<String, KeyCensus> census) {
    this.one = one;
    this.other = other;
    this.keys = keys;
    this.census = census;
  }

  /** Throws where something is lost, missed, heard or left under the old key. */
  public void run() throws Exception {
    Cache<Integer, String> kept = create("kept", new MutableConfiguration<>());
    Cache<Integer, Integer> counters = create("counters", new MutableConfiguration<>());
    Cache<Integer, Integer> elsewhere = other("counters");
    kept.putAll(
        IntStream.range(0, RotationLoad.KEPT)
            .boxed()
            .collect(Collectors.toMap(key -> key, RotationLoad::value)));
    List<String> heard = listen(other("kept"));
    Cache<Integer, String> mortals = create("mortal", expiring());
    MortalEntry mortal;
    Duration sealing;
    RotationLoad load = new RotationLoad();
    try (load) {
      load.count(counters);
      load.count(elsewhere);
      load.read(other("kept"));
      TimeUnit.MILLISECONDS.sleep(300);
      load.awaitFound(READS);
      assertThat(census.apply("kept").byDataKey()).doesNotContainKey(keys.freshId()).hasSize(1);

      Resealing done;
      do {
        keys.rotateBack();
        mortal = MortalEntry.put(mortals);
        keys.rotate();
        long begun = System.nanoTime();
        done = reseal(mortals);
        sealing = Duration.ofNanos(System.nanoTime() - begun);
      } while (!done.equals(ONE) && mortal.mayBeOver(LIFE)); // this thread was stopped too long
      assertThat(done).isEqualTo(ONE);
      load.awaitOperationsBegun();
      sealAnew(kept);
      sealAnewAgainAndAgain(counters, load);
      assertThat(census.apply("kept").byDataKey())
          .isEqualTo(Map.of(keys.freshId(), (long) RotationLoad.KEPT));
      assertThat(census.apply("counters").byDataKey()).containsOnlyKeys(keys.freshId());

      keys.retire();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(load.failures()).isEmpty();
    assertThat(load.found()).isGreaterThan(READS);
    assertNothingIsLost(other("kept"), elsewhere, load.counted());
    mortal.assertDiesAfter(LIFE, sealing);
    assertHearsWritesAlone(kept, heard);
  }

  private <K, V> Cache<K, V> create(String name, MutableConfiguration<K, V> configuration) {
    Cache<K, V> created = one.createCache(name, configuration);
    if (other != one) {
      other.createCache(name, configuration);
    }
    return created;
  }

  private <K, V> Cache<K, V> other(String name) {
    return other.getCache(name);
  }

  private static MutableConfiguration<Integer, String> expiring() {
    return new MutableConfiguration<Integer, String>()
        .setExpiryPolicyFactory(
            CreatedExpiryPolicy.factoryOf(
                new javax.cache.expiry.Duration(TimeUnit.SECONDS, LIFE_SECONDS)));
  }

  /** Is interrupted, and begins again: what is done needs not be done once more. */
  private static void sealAnew(Cache<Integer, String> kept) {
    StoredEntries entries = StoredEntries.of(kept);
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                entries.reseal(
                    RotationLoad.KEPT,
                    progress -> {
                      if (progress.entries() == 300) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .withMessageContaining("after 300");
    assertThat(Thread.interrupted()).isTrue();
    long begun = System.nanoTime();

    Resealing done = entries.reseal(RotationLoad.KEPT, progress -> {});

    assertThat(done).isEqualTo(new Resealing(RotationLoad.KEPT - 300, 300, 0, 0, 0, 0));
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("a thousand entries, a thousand a second")
        .isGreaterThan(Duration.ofMillis(900));
  }

  /** So that some meet a change that is under way. */
  private void sealAnewAgainAndAgain(Cache<?, ?> counters, RotationLoad load)
      throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      keys.rotateBack();
      reseal(counters);
      keys.rotate();
      reseal(counters);
    }
    load.awaitOperationsBegun();
    assertThat(reseal(counters).unreadable()).isZero();
  }

  private static Resealing reseal(Cache<?, ?> cache) {
    return StoredEntries.of(cache).reseal(1_000_000, progress -> {});
  }

  private static void assertNothingIsLost(
      Cache<Integer, String> kept, Cache<Integer, Integer> counters, long counted) {
    for (int key = 0; key < RotationLoad.KEPT; key++) {
      assertThat(kept.get(key)).isEqualTo(RotationLoad.value(key));
    }
    long sum = 0;
    for (Cache.Entry<Integer, Integer> counter : counters) {
      sum += counter.getValue();
    }
    assertThat(sum).isEqualTo(counted);
  }

  private static List<String> listen(Cache<Integer, String> cache) {
    List<String> heard = new CopyOnWriteArrayList<>();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> new Updates(heard), null, false, false));
    return heard;
  }

  private static void assertHearsWritesAlone(Cache<Integer, String> kept, List<String> heard)
      throws InterruptedException {
    kept.put(RotationLoad.KEPT - 1, "written");
    for (int i = 0; i < 3_000 && heard.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(heard).containsExactly("written"); // after all that came before
  }

  private record Updates(List<String> heard) implements CacheEntryUpdatedListener<Integer, String> {
    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
      events.forEach(event -> heard.add(event.getValue()));
    }
  }
}
