package io.sealcache.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastExpiryPolicy;
import com.hazelcast.cache.ICache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.SettablePolicy;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiryTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Duration HOUR = Duration.ONE_HOUR;

  private final SettablePolicy policy = new SettablePolicy();

  @OverEachStore
  void invokeAll_touchesWhatItHandsOutAndNothingElse(TestStore store) {
    Cache<String, Integer> cache = create(store, () -> policy);
    cache.putAll(Map.of("a", 1, "b", 2));
    policy.asked.clear();

    cache.<Boolean>invokeAll(
        Set.of("a", "b"),
        (entry, none) -> entry.getKey().equals("a") ? entry.getValue() == 1 : entry.exists());

    assertThat(policy.asked).containsExactly("access");
  }

  @OverEachStore
  void entryThatDoesNotOpen_isCreatedAndNotUpdated(TestStore store) {
    Cache<String, Integer> cache = create(store, () -> policy);
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant(raw.onlyKey(), new byte[9]);
    policy.asked.clear();

    assertThat(cache.putIfAbsent("a", 2)).isTrue();

    assertThat(policy.asked).containsExactly("creation");
  }

  // Members ask one of JCache's own policies, and what they see is an update.
  @Test
  void entryThatDoesNotOpen_overHazelcast_livesAsLongAsANewOne() throws InterruptedException {
    Cache<String, Integer> cache =
        create(TestStore.HAZELCAST_MEMBER, CreatedExpiryPolicy.factoryOf(HOUR));
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    ICache<String, Object> hazelcast = raw.cache().unwrap(hazelcast());
    ExpiryPolicy brief = new HazelcastExpiryPolicy(1_000, 1_000, 1_000);
    hazelcast.put(raw.onlyKey(), new byte[9], brief);

    assertThat(cache.putIfAbsent("a", 2)).isTrue();

    hazelcast.put("later", new byte[9], brief);
    while (hazelcast.containsKey("later")) {
      Thread.sleep(10);
    }
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @SuppressWarnings("unchecked") // of a class literal
  private static Class<ICache<String, Object>> hazelcast() {
    return (Class<ICache<String, Object>>) (Class<?>) ICache.class;
  }

  @OverEachStore
  void creationZero_neverStores(TestStore store) {
    policy.creation = Duration.ZERO;
    Cache<String, Integer> cache = create(store, () -> policy);

    cache.put("a", 1);
    cache.putAll(Map.of("b", 1, "c", 1));
    assertThat(cache.putIfAbsent("d", 1)).isFalse();
    assertThat(cache.getAndPut("e", 1)).isNull();

    assertThat(STORES.raw(cache).size()).isZero();
    assertThat(cache).isEmpty();
  }

  @OverEachStore
  void standardPolicies_letEntriesExpire(TestStore store) throws InterruptedException {
    Duration brief = new Duration(TimeUnit.MILLISECONDS, 100);
    List<Cache<String, Integer>> caches = new ArrayList<>();
    for (Factory<ExpiryPolicy> standard : // those that stores may carry out by themselves
        List.of(
            CreatedExpiryPolicy.factoryOf(brief),
            ModifiedExpiryPolicy.factoryOf(brief),
            AccessedExpiryPolicy.factoryOf(brief),
            TouchedExpiryPolicy.factoryOf(brief))) {
      caches.add(create(store, standard));
    }
    Cache<String, Integer> longer = create(store, CreatedExpiryPolicy.factoryOf(HOUR));
    longer.put("a", 1);
    caches.forEach(cache -> cache.put("a", 1));

    Thread.sleep(250);

    assertThat(caches)
        .allSatisfy(
            cache -> {
              assertThat(cache.get("a")).isNull();
              assertThat(cache.containsKey("a")).isFalse();
              assertThat(cache).isEmpty();
              assertThat(cache.putIfAbsent("a", 2)).isTrue();
            });
    assertThat(longer.get("a")).isEqualTo(1);
  }

  @OverEachStore
  void ownPolicy_letsEntriesExpireByItsAnswers(TestStore store) throws InterruptedException {
    Cache<String, Integer> cache = create(store, () -> policy);
    long briefMillis = 100;
    while (!ownPolicyIsAskedInTime(cache, briefMillis)) {
      cache.removeAll();
      briefMillis *= 2;
    }

    Thread.sleep(briefMillis + 150);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("accessed", 1, "compared", 1, "kept", 2));
  }

  /** False where the machine stood still for so long that entries may have expired meanwhile. */
  private boolean ownPolicyIsAskedInTime(Cache<String, Integer> cache, long briefMillis) {
    Duration brief = new Duration(TimeUnit.MILLISECONDS, briefMillis);
    long begun = System.nanoTime();
    policy.creation = brief;
    cache.putAll(Map.of("created", 1, "accessed", 1, "compared", 1));
    policy.access = HOUR; // longer only: Ehcache never lets an access shorten a life
    Integer accessed = cache.get("accessed");
    boolean compared = cache.replace("compared", 77, 2);
    policy.access = null;
    policy.creation = HOUR;
    if (System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(briefMillis) / 2) {
      return false;
    }
    assertThat(accessed).isEqualTo(1);
    assertThat(compared).isFalse();
    cache.putAll(Map.of("updated", 1, "kept", 1));
    policy.update = brief;
    assertThat(cache.replace("updated", 1, 2)).isTrue();
    policy.update = null;
    cache.put("kept", 2);
    return true;
  }

  private static Cache<String, Integer> create(TestStore store, Factory<ExpiryPolicy> expiry) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, Integer>()
            .setUnlimitedAge()
            .setExpiryPolicyFactory(expiry));
  }

  @OverEachStore
  void expiryPolicyFails_entriesStay(TestStore store) {
    Exception failure = new IOException();
    policy.answering =
        () -> {
          throw Undeclared.thrown(failure);
        };
    Cache<String, Integer> cache = create(store, () -> policy);

    cache.put("a", 1);
    cache.putAll(Map.of("b", 1, "c", 1));
    assertThat(cache.putIfAbsent("d", 1)).isTrue();
    assertThat(cache.replace("d", 1, 2)).isTrue();
    cache.put("a", 2);
    assertThat(cache.get("a")).isEqualTo(2);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 2, "b", 1, "c", 1, "d", 2));
  }
}
