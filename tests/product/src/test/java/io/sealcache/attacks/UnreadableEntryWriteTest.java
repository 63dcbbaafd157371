package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.UnreadableEntryException;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Unopenable;
import io.sealcache.fixture.UserCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes to an entry that does not open. */
class UnreadableEntryWriteTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @OverEachStore
  void raceLostToIt_afterWritingThrough_deletesNothingThere(TestStore store) {
    List<String> written = new ArrayList<>();
    List<Runnable> otherWriter = new ArrayList<>();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>writingThrough(
                change -> {
                  written.add(change);
                  if (change.equals("a=2")) {
                    otherWriter.forEach(Runnable::run);
                  }
                }));
    RawCache raw = STORES.raw(cache);
    otherWriter.add(() -> raw.plant(raw.onlyKey(), new byte[] {1, 2, 3}));
    cache.put("a", 1);

    assertThat(cache.getAndReplace("a", 2)).isNull();

    assertThat(written).containsExactly("a=1", "a=2");
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.fixture.Unopenable#onEachStore")
  void putIfAbsent_replacesIt(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    bad.plant(STORES, cache);

    assertThat(cache.putIfAbsent("rot", 2)).isTrue();

    assertThat(cache.putIfAbsent("rot", 3)).isFalse();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("rot", 2, "good", 1));
  }

  @OverEachStore
  void fail_whatThrowsHasChangedNothing(TestStore store) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.FAIL);
    String key = Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);
    byte[] before = STORES.raw(cache).value(key);

    List<Runnable> operations =
        List.of(
            () -> cache.get("rot"),
            () -> cache.getAll(Set.of("rot", "good")),
            () -> cache.containsKey("rot"),
            () -> cache.putIfAbsent("rot", 2),
            () -> cache.getAndPut("rot", 2),
            () -> cache.getAndRemove("rot"),
            () -> cache.getAndReplace("rot", 2),
            () -> cache.replace("rot", 1, 2),
            () -> cache.remove("rot", 1),
            () -> cache.invoke("rot", UnreadableEntryWriteTest::set));
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThatThrownBy(operation::run).isInstanceOf(UnreadableEntryException.class));
    var results = cache.<Integer>invokeAll(Set.of("rot", "good"), UnreadableEntryWriteTest::set);

    assertThatThrownBy(() -> result(results, "rot"))
        .isInstanceOf(EntryProcessorException.class)
        .hasCauseInstanceOf(UnreadableEntryException.class);
    assertThat(result(results, "good")).isEqualTo(5);
    assertThat(STORES.raw(cache).value(key)).isEqualTo(before);
  }

  @OverEachStore
  void miss_conditionalWritesTakeItAsAbsent(TestStore store) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    String key = Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);
    byte[] before = STORES.raw(cache).value(key);

    assertThat(cache.replace("rot", 1, 2)).isFalse();
    assertThat(cache.remove("rot", 1)).isFalse();
    assertThat(cache.getAndReplace("rot", 2)).isNull();
    assertThat(STORES.raw(cache).value(key)).isEqualTo(before);

    assertThat(cache.<Integer>invoke("rot", UnreadableEntryWriteTest::set)).isEqualTo(5);
    assertThat(cache.get("rot")).isEqualTo(5);
    Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);
    assertThat(cache.getAndPut("rot", 6)).isNull();
    assertThat(cache.get("rot")).isEqualTo(6);
    Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);
    assertThat(cache.getAndRemove("rot")).isNull();
    assertThat(STORES.raw(cache).size()).isEqualTo(1);
  }

  @OverEachStore
  void miss_readThroughLoadsAndReplacesIt(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(store, UserCode.<String, Integer>readingThrough(String::length));
    Unopenable.PLAINTEXT.plant(STORES, cache);

    assertThat(cache.get("rot")).isEqualTo(3);
    Unopenable.PLAINTEXT.plant(STORES, cache);
    assertThat(cache.getAll(Set.of("rot", "good"))).isEqualTo(Map.of("rot", 3, "good", 1));
    Unopenable.PLAINTEXT.plant(STORES, cache);
    UserCode.loadAll(cache, Set.of("rot", "good"), false);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("rot", 3, "good", 1));
  }

  @ParameterizedTest
  @EnumSource(OnUnreadable.class)
  void loadAll_whenFailing_replacesItOnlyIfAskedTo(OnUnreadable onUnreadable) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<String, Integer>()
                .setOnUnreadable(onUnreadable)
                .setCacheLoaderFactory(UserCode.loader(String::length)));
    Unopenable.PLAINTEXT.plant(STORES, cache);

    if (onUnreadable == OnUnreadable.FAIL) {
      assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("rot"), false))
          .isInstanceOf(UnreadableEntryException.class);
      assertThatThrownBy(() -> cache.get("rot")).isInstanceOf(UnreadableEntryException.class);
    }
    UserCode.loadAll(cache, Set.of("rot"), true);

    assertThat(cache.get("rot")).isEqualTo(3);
  }

  static Stream<Arguments> storesAndModes() {
    return TestStore.with(List.of(OnUnreadable.values()));
  }

  @ParameterizedTest
  @MethodSource("storesAndModes")
  void blindWrites_workOnIt(TestStore store, OnUnreadable mode) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, mode);
    RawCache raw = STORES.raw(cache);

    Unopenable.EMPTY.plant(STORES, cache);
    cache.put("rot", 2);
    assertThat(cache.get("rot")).isEqualTo(2);
    Unopenable.EMPTY.plant(STORES, cache);
    assertThat(cache.replace("rot", 3)).isTrue();
    assertThat(cache.get("rot")).isEqualTo(3);
    Unopenable.EMPTY.plant(STORES, cache);
    cache.putAll(Map.of("rot", 4));
    assertThat(cache.get("rot")).isEqualTo(4);
    Unopenable.EMPTY.plant(STORES, cache);
    assertThat(cache.remove("rot")).isTrue();
    assertThat(raw.size()).isEqualTo(1);
    Unopenable.EMPTY.plant(STORES, cache);
    cache.removeAll(Set.of("rot"));
    assertThat(raw.size()).isEqualTo(1);
    Unopenable.EMPTY.plant(STORES, cache);
    cache.removeAll();
    assertThat(raw.size()).isZero();
    Unopenable.EMPTY.plant(STORES, cache);
    cache.clear();
    assertThat(raw.size()).isZero();
  }

  @OverEachStore
  void removeAll_whereAListenerHearsRemovals_removesWhatHasNoKeyOfOursToo(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> (CacheEntryRemovedListener<String, Integer>) events -> {}, null, false, true));
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant("no key of ours", new byte[] {1});

    cache.removeAll();

    assertThat(raw.size()).isZero();
  }

  @OverEachStore
  void removeAll_withStatisticsAndAWriter_removesItToo(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>writingThrough(change -> {}).setStatisticsEnabled(true));
    Unopenable.EMPTY.plant(STORES, cache);

    cache.removeAll();

    assertThat(STORES.raw(cache).size()).isZero();
    // Values are not looked at: both are removed, as by their keys.
    assertThat(Inside.statistics(cache).getCacheRemovals()).isEqualTo(2);
  }

  private static int set(
      javax.cache.processor.MutableEntry<String, Integer> entry, Object... none) {
    entry.setValue(5);
    return 5;
  }

  private static Integer result(
      Map<String, javax.cache.processor.EntryProcessorResult<Integer>> results, String key) {
    return java.util.Objects.requireNonNull(results.get(key)).get();
  }
}
