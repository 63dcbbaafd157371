package io.sealcache.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.CountingCachingProvider;
import io.sealcache.fixture.CountingCachingProvider.Calls;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.fixture.WatchedCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How many calls a bulk operation makes to a store that has none but JCache's. */
class BulkCallsTest {
  private static final int ENTRIES = 2_500;

  private final Calls calls = new Calls();

  @AutoClose
  private final StoreFixture fixture =
      StoreFixture.over(
          TestStore.REFERENCE_IMPLEMENTATION,
          Map.of(
              "sealcache.store.provider",
              CountingCachingProvider.class.getName(),
              CountingCachingProvider.CALLS,
              calls));

  private final Map<String, Integer> values = new HashMap<>();
  private final List<Integer> written = new ArrayList<>();

  BulkCallsTest() {
    for (int i = 0; i < ENTRIES; i++) {
      values.put("key " + i, i);
    }
  }

  private Cache<String, Integer> cache(EncryptedConfiguration<String, Integer> configuration) {
    Cache<String, Integer> cache = fixture.create("numbers", configuration);
    calls.take();
    return cache;
  }

  private EncryptedConfiguration<String, Integer> writing() {
    return UserCode.<String, Integer>writingThrough(change -> written.add(1));
  }

  @Test
  void putAllGetAllAndRemoveAll_areOneCallAThousandKeys() {
    Cache<String, Integer> cache = cache(new EncryptedConfiguration<>());

    cache.putAll(values);
    assertThat(calls.take()).isEqualTo(Map.of("putAll", 3));
    assertThat(cache.getAll(values.keySet())).isEqualTo(values);
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3));
    cache.removeAll(values.keySet());
    assertThat(calls.take()).isEqualTo(Map.of("removeAll", 3));
    cache.removeAll();
    assertThat(calls.take()).isEqualTo(Map.of("removeAll", 1));
  }

  @Test
  void bulkWrites_withAWriter_areAsManyAsWithout() {
    Cache<String, Integer> cache = cache(writing());

    cache.putAll(values);
    assertThat(calls.take()).isEqualTo(Map.of("putAll", 3));
    cache.removeAll(values.keySet());
    assertThat(calls.take()).isEqualTo(Map.of("removeAll", 3));
    cache.putAll(values);
    calls.take();
    cache.removeAll();
    assertThat(calls.take()).isEqualTo(Map.of("iterator", 1, "removeAll", 4));

    assertThat(written).hasSize(4 * ENTRIES);
  }

  @Test
  void loadAll_replacing_isAsManyCallsAsPutAll() {
    Cache<String, Integer> cache = cache(UserCode.<String, Integer>readingThrough(key -> 7));

    UserCode.loadAll(cache, values.keySet(), true);

    assertThat(calls.take()).isEqualTo(Map.of("putAll", 3));
    assertThat(cache.get("key 1")).isEqualTo(7);
  }

  @Test
  void loadAll_ofWhatIsThere_readsOnly() {
    Cache<String, Integer> cache = cache(UserCode.<String, Integer>readingThrough(key -> 7));
    cache.putAll(values);
    calls.take();

    UserCode.loadAll(cache, values.keySet(), false);

    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3));
  }

  @Test
  void getAll_ofWhatIsMissing_isOneCallMoreForEach() {
    Cache<String, Integer> cache = cache(UserCode.<String, Integer>readingThrough(key -> 7));

    cache.getAll(values.keySet());

    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "putIfAbsent", ENTRIES));
  }

  @Test
  void invokeAll_readsTogetherAndMakesOneCallForEachChange() {
    Cache<String, Integer> cache = cache(new EncryptedConfiguration<>());
    cache.putAll(values);
    calls.take();

    cache.<Object>invokeAll(values.keySet(), UserCode.setting(1));
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "replace", ENTRIES));
    cache.<Object>invokeAll(values.keySet(), (entry, none) -> entry.exists());
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3));
    cache.<Object>invokeAll(values.keySet(), UserCode.removing());
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "remove", ENTRIES));
  }

  @Test
  void removeAll_withStatistics_countsByWhatEachRemovalAnswers() {
    EncryptedCache<String, Integer> cache =
        (EncryptedCache<String, Integer>)
            cache(new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));
    cache.putAll(values);
    cache.remove("key 0");
    calls.take();

    cache.removeAll(values.keySet());

    assertThat(calls.take()).isEqualTo(Map.of("remove", ENTRIES));
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(ENTRIES);
  }

  /** Each value is sealed for its key, so a key that was sealed twice would show as such. */
  @Test
  void bulkOperations_encodeEachKeyOnce() {
    AtomicInteger encoded = new AtomicInteger();
    Cache<String, Integer> cache =
        fixture.create(
            "counted",
            writing()
                .setStatisticsEnabled(true)
                .setKeyCodecFactory(() -> new WatchedCodec(encoded::incrementAndGet)));

    cache.putAll(values);
    assertThat(encoded.getAndSet(0)).isEqualTo(ENTRIES);
    cache.getAll(values.keySet());
    assertThat(encoded.getAndSet(0)).isEqualTo(ENTRIES);
    cache.<Object>invokeAll(Set.copyOf(values.keySet()), (entry, none) -> entry.exists());
    assertThat(encoded.getAndSet(0)).isEqualTo(ENTRIES);
    cache.removeAll(values.keySet());
    assertThat(encoded.getAndSet(0)).isEqualTo(ENTRIES);
    cache.putAll(values);
    encoded.set(0);
    cache.removeAll();
    assertThat(encoded).hasValue(0);
  }
}
