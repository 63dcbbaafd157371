package io.sealcache.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.CountingCachingProvider;
import io.sealcache.fixture.CountingCachingProvider.Calls;
import io.sealcache.fixture.EncodingCounter;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many calls a bulk operation makes to a store that has none but JCache's. */
class BulkCallsTest {
  private static final int ENTRIES = 2_500;

  private final Calls calls = new Calls();
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

  @AfterEach
  void close() {
    fixture.close();
  }

  private Cache<String, Integer> cache(EncryptedConfiguration<String, Integer> configuration) {
    Cache<String, Integer> cache = fixture.create("numbers", configuration);
    calls.take();
    return cache;
  }

  private static EncryptedConfiguration<String, Integer> configuration() {
    return new EncryptedConfiguration<>();
  }

  private static EncryptedConfiguration<String, Integer> loading() {
    return configuration().setReadThrough(true).setCacheLoaderFactory(UserCode.loader(key -> 7));
  }

  private EncryptedConfiguration<String, Integer> writing() {
    return configuration()
        .setWriteThrough(true)
        .setCacheWriterFactory(UserCode.writer(change -> written.add(1)));
  }

  @Test
  void putAllGetAllAndRemoveAll_areOneCallAThousandKeys() {
    Cache<String, Integer> cache = cache(configuration());

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
    Cache<String, Integer> cache = cache(loading());

    UserCode.loadAll(cache, values.keySet(), true);

    assertThat(calls.take()).isEqualTo(Map.of("putAll", 3));
    assertThat(cache.get("key 1")).isEqualTo(7);
  }

  @Test
  void loadAll_ofWhatIsThere_readsOnly() {
    Cache<String, Integer> cache = cache(loading());
    cache.putAll(values);
    calls.take();

    UserCode.loadAll(cache, values.keySet(), false);

    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3));
  }

  @Test
  void getAll_ofWhatIsMissing_isOneCallMoreForEach() {
    Cache<String, Integer> cache = cache(loading());

    cache.getAll(values.keySet());

    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "putIfAbsent", ENTRIES));
  }

  @Test
  void invokeAll_readsTogetherAndMakesOneCallForEachChange() {
    Cache<String, Integer> cache = cache(configuration());
    cache.putAll(values);
    calls.take();

    cache.<Object>invokeAll(
        values.keySet(),
        (entry, none) -> {
          entry.setValue(1);
          return null;
        });
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "replace", ENTRIES));
    cache.<Object>invokeAll(values.keySet(), (entry, none) -> entry.exists());
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3));
    cache.<Object>invokeAll(
        values.keySet(),
        (entry, none) -> {
          entry.remove();
          return null;
        });
    assertThat(calls.take()).isEqualTo(Map.of("getAll", 3, "remove", ENTRIES));
  }

  @Test
  void removeAll_withStatistics_countsByWhatEachRemovalAnswers() {
    EncryptedCache<String, Integer> cache =
        (EncryptedCache<String, Integer>) cache(configuration().setStatisticsEnabled(true));
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
                .setKeyCodecFactory(() -> new EncodingCounter(encoded)));

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
