package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The old stored values that the store puts back: each is authentic. */
class ReplayTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Duration HOUR = Duration.ONE_HOUR;

  private static final java.time.Duration MAX_AGE = java.time.Duration.ofHours(1);

  /** How a cache may come by a bound of an hour, or have none. */
  enum Age {
    BY_MAX_AGE(true, configuration -> configuration.setMaxAge(MAX_AGE)),
    BY_CREATED_EXPIRY(true, expiring(CreatedExpiryPolicy.factoryOf(HOUR))),
    BY_MODIFIED_EXPIRY(true, expiring(ModifiedExpiryPolicy.factoryOf(HOUR))),
    BY_MAX_AGE_SHORTER_THAN_THE_EXPIRY(
        true,
        expiring(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY))
            .andThen(configuration -> configuration.setMaxAge(MAX_AGE))),
    ETERNAL(false, expiring(EternalExpiryPolicy.factoryOf())),
    CREATED_FOR_EVER(false, expiring(CreatedExpiryPolicy.factoryOf(Duration.ETERNAL))),
    BY_ACCESSED_EXPIRY(false, expiring(AccessedExpiryPolicy.factoryOf(HOUR))),
    BY_TOUCHED_EXPIRY(false, expiring(TouchedExpiryPolicy.factoryOf(HOUR))),
    UNLIMITED(
        false,
        expiring(CreatedExpiryPolicy.factoryOf(HOUR))
            .andThen(configuration -> configuration.setUnlimitedAge()));

    private final boolean bounded;

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda that captures what never changes
    private final Consumer<EncryptedConfiguration<String, Integer>> setting;

    Age(boolean bounded, Consumer<EncryptedConfiguration<String, Integer>> setting) {
      this.bounded = bounded;
      this.setting = setting;
    }

    private static Consumer<EncryptedConfiguration<String, Integer>> expiring(
        Factory<? extends ExpiryPolicy> factory) {
      return configuration -> configuration.setExpiryPolicyFactory(factory);
    }

    EncryptedCache<String, Integer> cache(TestStore store) {
      EncryptedConfiguration<String, Integer> configuration = new EncryptedConfiguration<>();
      setting.accept(configuration);
      return STORES.create(store, configuration);
    }
  }

  private static Stream<Arguments> storesAnd(boolean bounded) {
    return TestStore.with(
        Arrays.stream(Age.values()).filter(age -> age.bounded == bounded).toList());
  }

  static Stream<Arguments> storesAndBounds() {
    return storesAnd(true);
  }

  static Stream<Arguments> storesWithoutBounds() {
    return storesAnd(false);
  }

  @ParameterizedTest
  @MethodSource("storesAndBounds")
  void putBack_beyondTheBound_isAbsentAndCounted(TestStore store, Age bounded) {
    EncryptedCache<String, Integer> cache = bounded.cache(store);
    cache.put("key", 2);
    putBack(cache, 1, TimeUnit.MINUTES.toMillis(61));

    assertThat(cache.get("key")).isNull();
    assertThat(cache.containsKey("key")).isFalse();
    assertThat(cache.getAll(Set.of("key"))).isEmpty();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache.replace("key", 1, 3)).isFalse();
    assertThat(cache.remove("key", 1)).isFalse();
    assertThat(Stores.unreadable(cache, "TOO_OLD")).isEqualTo(6);

    assertThat(cache.putIfAbsent("key", 4)).isTrue();
    assertThat(cache.get("key")).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("storesAndBounds")
  void putBack_withinTheBound_isAccepted(TestStore store, Age bounded) {
    EncryptedCache<String, Integer> cache = bounded.cache(store);
    cache.put("key", 2);
    putBack(cache, 1, TimeUnit.MINUTES.toMillis(59));

    assertThat(cache.getAll(Set.of("key"))).isEqualTo(Map.of("key", 1));
    assertThat(Stores.unreadable(cache, "TOO_OLD")).isZero();
  }

  /** A write seals before it waits for others, or for a writer; the expiry begins after that. */
  @ParameterizedTest
  @EnumSource(
      value = Age.class,
      names = {"BY_CREATED_EXPIRY", "BY_MODIFIED_EXPIRY"})
  void valueWhoseWriteWaited_isAccepted(Age implied) {
    EncryptedCache<String, Integer> cache = implied.cache(TestStore.CAFFEINE);
    cache.put("key", 2);
    putBack(cache, 1, TimeUnit.MINUTES.toMillis(60) + TimeUnit.SECONDS.toMillis(9));

    assertThat(cache.get("key")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("storesWithoutBounds")
  void putBack_whereThereIsNoBound_isAcceptedHoweverOld(TestStore store, Age unbounded) {
    EncryptedCache<String, Integer> cache = unbounded.cache(store);
    cache.put("key", 2);
    putBack(cache, 1, TimeUnit.DAYS.toMillis(3650));

    assertThat(cache.get("key")).isEqualTo(1);
  }

  @OverEachStore
  void event_ofAnOldValue_isToldThoughNoReadReturnsIt(TestStore store) throws Exception {
    EncryptedCache<String, Integer> cache = Age.BY_MAX_AGE.cache(store);
    cache.put("key", 2);
    Recorder<String, Integer> recorder = Recorder.of();
    cache.registerCacheEntryListener(recorder.configuration());

    putBack(cache, 1, TimeUnit.DAYS.toMillis(3650));
    putBack(cache, 3, -TimeUnit.DAYS.toMillis(3650));

    assertThat(cache.get("key")).isNull();
    assertThat(Stores.unreadable(cache, "FROM_THE_FUTURE")).isEqualTo(1);
    assertThat(recorder.events(2)).containsExactly("UPDATED key: 2 -> 1", "UPDATED key: 1 -> 3");
  }

  @OverEachStore
  void putBack_fromTheFuture_isAbsentAndCounted(TestStore store) {
    EncryptedCache<String, Integer> cache = Age.BY_MAX_AGE.cache(store);
    cache.put("key", 2);

    putBack(cache, 1, -TimeUnit.MINUTES.toMillis(1));
    assertThat(cache.get("key")).isNull();
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(cache.replace("key", 1, 3)).isFalse();
    assertThat(Stores.unreadable(cache, "FROM_THE_FUTURE")).isEqualTo(3);
    assertThat(cache.putIfAbsent("key", 4)).isTrue();
    assertThat(cache.get("key")).isEqualTo(4);
  }

  // The limit of what a cipher can do without a memory of its own; SECURITY.md names it.
  @OverEachStore
  void putBack_theStoresOwnCopy_undoesAnUpdateAndARemoval(TestStore store) {
    EncryptedCache<String, Integer> cache = Age.BY_MAX_AGE.cache(store);
    cache.put("key", 1);
    RawCache raw = STORES.raw(cache);
    String storedKey = raw.onlyKey();
    byte[] copy = raw.value(storedKey).clone();

    cache.put("key", 2);
    raw.plant(storedKey, copy);
    assertThat(cache.get("key")).isEqualTo(1);

    cache.remove("key");
    raw.plant(storedKey, copy);
    assertThat(cache.get("key")).isEqualTo(1);
  }

  /** As if the store had kept what was written under the only key so long ago. */
  private static void putBack(EncryptedCache<String, Integer> cache, int value, long ageMillis) {
    RawCache raw = STORES.raw(cache);
    int standard = 1;
    byte[] plaintext =
        Forgery.plaintext(
            0,
            standard,
            System.currentTimeMillis() - ageMillis,
            (byte) 0xd2, // int 32
            (byte) 0,
            (byte) 0,
            (byte) 0,
            (byte) value);
    raw.plant(raw.onlyKey(), Forgery.in(cache.getName()).seal(raw.onlyKey(), plaintext));
  }
}
