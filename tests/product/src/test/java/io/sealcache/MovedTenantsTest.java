package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.store.RawCache;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.table.MovingKeys;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants who had derived keys and get keys of their own: what they had stored is found. */
class MovedTenantsTest {
  private final MovingKeys moving = new MovingKeys();

  private static EncryptedCache<String, String> create(StoreFixture fixture) {
    return fixture.create(
        "shared",
        new EncryptedConfiguration<String, String>().setTenantResolverFactory(TenantScope::new));
  }

  private static StoreFixture over(TestStore store, KeySource source) {
    return StoreFixture.over(
        store,
        Map.of(
            "sealcache.master-key", "", "sealcache.index-key", "", "sealcache.key-source", source));
  }

  /** What whoever runs the store has of an application that does this. */
  private static Map<String, byte[]> stored(
      TestStore store, KeySource source, Consumer<Cache<String, String>> work) {
    return stored(store, source, Map.of(), work);
  }

  private static Map<String, byte[]> stored(
      TestStore store,
      KeySource source,
      Map<String, byte[]> before,
      Consumer<Cache<String, String>> work) {
    try (StoreFixture fixture = over(store, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      RawCache raw = fixture.raw("shared");
      before.forEach(raw::plant);
      work.accept(cache);
      return raw.entries();
    } finally {
      source.close();
    }
  }

  private static Map<String, byte[]> before(TestStore store) {
    return stored(
        store,
        MovingKeys.derived(),
        cache -> {
          TenantScope.in("ann", () -> cache.putAll(Map.of("old", "a", "changed", "a")));
          TenantScope.in("bob", () -> cache.put("old", "b"));
        });
  }

  private static @Nullable String get(Cache<String, String> cache, String tenant, String key) {
    return TenantScope.<@Nullable String>call(tenant, () -> cache.get(key));
  }

  @ParameterizedTest
  @EnumSource
  void entriesFromBefore_areReadChangedAndRemoved(TestStore store) {
    Map<String, byte[]> before = before(store);
    Map<String, byte[]> after =
        stored(
            store,
            moving.open(),
            before,
            cache -> {
              assertThat(get(cache, "ann", "old")).isEqualTo("a");
              assertThat(moving.table.names()).as("who reads makes no keys").isZero();
              TenantScope.in("ann", () -> cache.put("changed", "new"));

              assertThat(get(cache, "ann", "old")).isEqualTo("a");
              assertThat(get(cache, "ann", "changed")).isEqualTo("new");
              assertThat(TenantScope.call("ann", () -> Stores.contents(cache)))
                  .isEqualTo(Map.of("old", "a", "changed", "new"));
              assertThat(TenantScope.call("ann", () -> cache.putIfAbsent("old", "x"))).isFalse();
              assertThat(TenantScope.call("bob", () -> cache.remove("old"))).isTrue();
              assertThat(get(cache, "bob", "old")).isNull();
              assertThat(moving.table.names()).isEqualTo(1);
            });

    assertThat(after.keySet()).as("no entry is elsewhere").isSubsetOf(before.keySet()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void whenTheTimeIsOver_onlyWhatWasWrittenSinceOpensWithoutAnyOldKey(TestStore store) {
    Map<String, byte[]> stored =
        stored(
            store,
            moving.open(),
            before(store),
            cache -> {
              TenantScope.in("ann", () -> cache.put("changed", "new"));
              assertThat(get(cache, "ann", "old")).isEqualTo("a");
            });

    moving.now = MovingKeys.UNTIL;
    stored(
        store,
        moving.open(null, null),
        stored,
        cache -> {
          assertThat(get(cache, "ann", "changed")).isEqualTo("new");
          assertThat(get(cache, "ann", "old")).isNull();
          assertThat(get(cache, "bob", "old")).isNull();
          assertThat(Stores.unreadable(cache, "UNKNOWN_KEY")).isEqualTo(1);
          assertThat(moving.table.names()).isEqualTo(1);
        });
  }

  @Test
  void runningJvm_dropsTheDerivedKeysWhenTheTimeIsOver() {
    TableKeySource source = moving.open();
    try (StoreFixture fixture = over(TestStore.CAFFEINE, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      before(TestStore.CAFFEINE).forEach(fixture.raw("shared")::plant);
      TenantScope.in("ann", () -> cache.put("changed", "new"));
      assertThat(get(cache, "ann", "old")).isEqualTo("a");
      assertThat(get(cache, "bob", "old")).isEqualTo("b");

      moving.now = MovingKeys.UNTIL;

      assertThat(get(cache, "ann", "old")).isNull();
      assertThat(get(cache, "bob", "old")).isNull();
      assertThat(get(cache, "ann", "changed")).isEqualTo("new");
      TenantScope.in("bob", () -> cache.put("old", "newer"));
      assertThat(get(cache, "bob", "old")).isEqualTo("newer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgottenName_opensNothingOfBeforeThoughTheDerivedKeysAreThere(TestStore store) {
    TableKeySource source = moving.open();
    Map<String, byte[]> before = before(store);
    try (StoreFixture fixture = over(store, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      before.forEach(fixture.raw("shared")::plant);
      TenantScope.in("ann", () -> cache.put("changed", "new"));
      assertThat(get(cache, "bob", "old")).isEqualTo("b");

      assertThat(source.forget("ann")).isTrue();
      assertThat(source.forget("bob")).as("nothing was written for him").isFalse();

      for (String name : new String[] {"ann", "bob"}) {
        assertThat(get(cache, name, "old")).isNull();
        assertThat(TenantScope.call(name, () -> Stores.contents(cache))).isEmpty();
        TenantScope.in(name, () -> cache.put("old", "again"));
        assertThat(get(cache, name, "old")).isEqualTo("again");
      }
      assertThat(source.forget("bob")).isTrue();
      assertThat(get(cache, "bob", "old")).isNull();
    }
    try (StoreFixture fixture = over(store, moving.open())) {
      EncryptedCache<String, String> cache = create(fixture);
      before.forEach(fixture.raw("shared")::plant);
      assertThat(get(cache, "ann", "old")).as("after a restart").isNull();
      assertThat(get(cache, "bob", "old")).isNull();
    }
  }

  @Test
  void whoHasTheMasterKeys_opensWhatWasStoredBeforeThoughTheNameIsForgotten() {
    TableKeySource source = moving.open();
    Map<String, byte[]> dump =
        stored(
            TestStore.CAFFEINE,
            source,
            before(TestStore.CAFFEINE),
            cache -> {
              TenantScope.in("ann", () -> cache.put("changed", "new"));
              source.forget("ann");
            });

    stored(
        TestStore.CAFFEINE,
        MovingKeys.derived(),
        dump,
        cache -> {
          assertThat(get(cache, "ann", "old")).as("from before").isEqualTo("a");
          assertThat(get(cache, "ann", "changed")).as("since").isNull();
          assertThat(Stores.unreadable(cache, "UNKNOWN_KEY")).isEqualTo(1);
        });
  }

  @Test
  void cachesWithoutTenants_moveToo() {
    Map<String, byte[]> before = new HashMap<>();
    try (StoreFixture fixture = over(TestStore.CAFFEINE, MovingKeys.derived())) {
      fixture.<String, String>create("plain", new EncryptedConfiguration<>()).put("key", "old");
      before.putAll(fixture.raw("plain").entries());
    }
    moving.open();
    try (StoreFixture fixture = over(TestStore.CAFFEINE, moving.open())) {
      EncryptedCache<String, String> cache =
          fixture.create("plain", new EncryptedConfiguration<>());
      before.forEach(fixture.raw("plain")::plant);

      assertThat(cache.get("key")).isEqualTo("old");
      cache.put("key", "new");
      before.putAll(fixture.raw("plain").entries());
    }
    moving.now = MovingKeys.UNTIL.plus(Duration.ofDays(1));
    try (StoreFixture fixture = over(TestStore.CAFFEINE, moving.open(null, null))) {
      EncryptedCache<String, String> cache =
          fixture.create("plain", new EncryptedConfiguration<>());
      before.forEach(fixture.raw("plain")::plant);

      assertThat(cache.get("key")).isEqualTo("new");
    }
  }
}
