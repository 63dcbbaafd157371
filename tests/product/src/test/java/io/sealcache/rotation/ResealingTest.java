package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events that may come between while entries are sealed anew. */
@Timeout(60)
class ResealingTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final RotatingKeys keys = new RotatingKeys(key(2), key(3), key(4));

  private static MasterKey key(int seed) {
    return MasterKey.of(FixedKey.secret(seed));
  }

  private StoreFixture over(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(StoreFixture.keysOf(keys));
    settings.putAll(more);
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }

  @Test
  void entryThatIsChangedMeanwhile_isOvertaken() {
    try (StoreFixture fixture = faults.fixture(StoreFixture.keysOf(keys))) {
      EncryptedCache<Integer, String> cache = fixture.create("changed");
      cache.put(1, "one");
      keys.rotate();
      faults.before("replace", () -> cache.put(1, "1"));

      assertThat(StoredEntries.of(cache).reseal(1_000, done -> {}))
          .isEqualTo(new Resealing(0, 0, 1, 0, 0, 0));
      assertThat(cache.get(1)).isEqualTo("1");
    }
  }

  @Test
  void entriesOfSeveralTenants_areSealedInOneWalk() {
    AtomicInteger walks = new AtomicInteger();
    try (StoreFixture fixture = faults.fixture(StoreFixture.keysOf(keys))) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      for (String tenant : List.of("one", "two", "three", "other")) {
        TenantScope.in(tenant, () -> cache.put(1, tenant));
      }
      keys.rotate();
      faults.beforeEach("iterator", walks::incrementAndGet);

      Resealing done =
          StoredEntries.of(cache)
              .reseal(List.of("one", "two", "three", "one", "nobody"), 1_000, soFar -> {});

      assertThat(done).isEqualTo(new Resealing(3, 0, 0, 0, 1, 1));
      assertThat(walks).hasValue(1);
      keys.retire();
      for (String tenant : List.of("one", "two", "three")) {
        assertThat(TenantScope.<String>call(tenant, () -> cache.get(1))).isEqualTo(tenant);
      }
      assertThat(TenantScope.<String>call("other", () -> cache.get(1))).isNull();
    }
  }

  @Test
  void interruptAmongEntriesOfOthers_endsIt() {
    try (StoreFixture fixture = over(Map.of())) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "others",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("one", () -> cache.put(1, "one"));
      for (int i = 0; i < 100; i++) {
        fixture.raw("others").plant("nobody's " + i, new byte[] {1, 2, 3});
      }
      assertInterrupted(cache);

      fixture.raw("others").cache().clear();
      for (int i = 0; i < 100; i++) {
        int key = i;
        TenantScope.in("other", () -> cache.put(key, "other"));
      }
      assertInterrupted(cache);
    }
  }

  private static void assertInterrupted(EncryptedCache<Integer, String> cache) {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> StoredEntries.of(cache).reseal(List.of("one"), 1, done -> {}))
        .withMessageMatching("Cache 'others': sealing .* interrupted after [01]; .*");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void entriesThatDoNotOpen_areCountedByTheirReasonAndLogged() {
    try (StoreFixture fixture = over(Map.of())) {
      EncryptedCache<Integer, String> cache = fixture.create("damaged");
      RawCache raw = fixture.raw("damaged");
      cache.put(1, "one");
      String stored = raw.onlyKey();
      byte[] tampered = raw.value(stored).clone();
      tampered[tampered.length - 1] ^= 1;
      raw.plant(stored, tampered);
      raw.plant("nobody's", tampered);

      List<String> log =
          CapturedLog.of(
              "io.sealcache.audit",
              () ->
                  assertThat(StoredEntries.of(cache).reseal(1_000, done -> {}))
                      .isEqualTo(new Resealing(0, 0, 0, 1, 0, 0)));

      assertThat(Stores.unreadable(cache, "TAMPERED")).isEqualTo(1);
      assertThat(Stores.unreadable(cache, "MALFORMED")).isEqualTo(1);
      assertThat(log)
          .hasSize(2)
          .anyMatch(line -> line.contains("TAMPERED"))
          .anyMatch(line -> line.contains("MALFORMED"));
    }
  }

  @Test
  void valueThatOpens_endsTheRowOfThoseThatDoNot() {
    try (StoreFixture fixture = over(Map.of())) {
      EncryptedCache<Integer, String> cache = fixture.create("damaged");
      for (int i = 0; i < 20; i++) {
        fixture.raw("damaged").plant("nobody's " + i, new byte[] {1, 2, 3});
      }
      StoredEntries.of(cache).reseal(1_000, done -> {});
      assertThat(Stores.encryption(cache).isEveryEntryUnreadable()).isTrue();

      fixture.raw("damaged").cache().clear();
      cache.put(1, "one");
      StoredEntries.of(cache).reseal(1_000, done -> {});

      assertThat(Stores.encryption(cache).isEveryEntryUnreadable()).isFalse();
    }
  }

  /** Entries of a cache that is closed are not strangers', which would be left out for good. */
  @Test
  void cacheThatIsClosedMeanwhile_endsIt() {
    try (StoreFixture fixture = over(Map.of())) {
      EncryptedCache<Integer, String> cache = fixture.create("closed");
      for (int i = 0; i < 200; i++) {
        cache.put(i, "value");
      }
      keys.rotate();

      assertThatIllegalStateException()
          .isThrownBy(() -> StoredEntries.of(cache).reseal(1_000, done -> cache.close()));
    }
  }

  /** The keys derived of a tenant are wiped, though the cache keeps those of few tenants. */
  @Test
  void tenantWhoIsForgottenMeanwhile_isAStrangerFromThenOn() {
    TenantKeys tenants = new TenantKeys();
    Map<String, Object> settings =
        Map.of("sealcache.key-source", tenants, "sealcache.tenants-in-memory", "1");
    try (StoreFixture fixture = over(settings)) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "forgotten",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      for (int i = 0; i < 200; i++) {
        int key = i;
        TenantScope.in("gone", () -> cache.put(key, "value"));
      }
      TenantScope.in("other", () -> cache.put(1, "value"));

      Resealing done =
          StoredEntries.of(cache)
              .reseal(
                  List.of("gone", "other"),
                  1_000,
                  soFar -> {
                    System.gc(); // of what nobody holds but the walk
                    tenants.keyring("gone").destroy();
                  });

      assertThat(done.foreign()).isPositive();
      assertThat(done.entries() + done.foreign()).isEqualTo(201);
    }
  }

  @Test
  void entriesOfAResealing_areAllThatItLookedAt() {
    assertThat(new Resealing(1, 20, 300, 4_000, 50_000, 0).entries()).isEqualTo(4_321);
  }
}
