package io.sealcache.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.TenantResolver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a cache comes to its resolver, and to the keys of its tenants. */
class TenantSettingTest {
  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;
  private static final String SETTING = "sealcache.tenant-resolver";

  @RegisterExtension private static final Stores STORES = new Stores();

  private final TenantScope scope = new TenantScope();

  @Test
  void keySource_givesEachTenantKeysOfItsOwnWithoutAlarm() {
    var keys = new TenantKeys();
    try (StoreFixture store = over(STORE, keys)) {
      EncryptedCache<String, Integer> cache = store.create("shared", resolving(scope));
      TenantScope.in("a", () -> cache.put("key", 1));
      TenantScope.in("b", () -> cache.put("key", 2));

      List<String> lines =
          CapturedLog.of(
              "io.sealcache.audit", () -> TenantScope.in("a", () -> assertThat(cache).hasSize(1)));

      assertThat(lines).isEmpty();
      assertThat(Stores.unreadable(cache, "FOREIGN")).isEqualTo(1);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(keys.id("b"));
    }
  }

  @Test
  void keySource_isAskedForNoTenantsKeyringWhereCachesAreShared() {
    try (StoreFixture store = over(TestStore.HAZELCAST_MEMBER, new TenantKeys())) {
      assertThatThrownBy(() -> store.create("shared", resolving(scope)))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(TenantKeys.class.getName(), "no tenant");
    }
  }

  private static StoreFixture over(TestStore store, KeySource keys) {
    return StoreFixture.over(store, StoreFixture.keysOf(keys));
  }

  @Test
  void cacheOfAnotherMember_isFoundOutsideOfAnyScope() {
    try (StoreFixture first = resolvingFixture();
        StoreFixture second = first.joined(Map.of(SETTING, TenantScope.class.getName()))) {
      Cache<Object, Object> made = first.create("shared");
      TenantScope.in("a", () -> made.put("key", 1));

      Cache<Object, Object> found = requireNonNull(second.manager().getCache("shared"));

      assertThat(TenantScope.call("a", () -> found.get("key"))).isEqualTo(1);
      assertThat(TenantScope.<@Nullable Object>call("b", () -> found.get("key"))).isNull();
    }
  }

  private StoreFixture resolvingFixture() {
    return StoreFixture.over(TestStore.HAZELCAST_MEMBER, Map.of(SETTING, scope));
  }

  @Test
  void setting_ofOneCacheIsAnInstanceOrAClass() {
    try (StoreFixture store =
        StoreFixture.over(
            STORE,
            Map.of(
                "sealcache.cache.a.tenant-resolver",
                scope,
                "sealcache.cache.b.tenant-resolver",
                TenantScope.class.getName(),
                "sealcache.cache.c.tenant",
                "c"))) {
      Cache<String, Integer> byInstance = store.create("a");
      Cache<String, Integer> byClass = store.create("b");
      Cache<String, Integer> fixed = store.create("c");

      assertFails(() -> byInstance.get("key"));
      assertThat(scope.asked).hasValue(1);
      assertFails(() -> byClass.get("key"));
      assertThat(scope.asked).hasValue(1);
      assertThat(fixed.get("key")).isNull();
    }
  }

  @Test
  void configuration_takesAClassName() {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            STORE,
            new EncryptedConfiguration<String, Integer>()
                .setTenantResolver(TenantScope.class.getName()));

    assertFails(() -> cache.get("key"));
  }

  @Test
  void setting_besideAFixedTenantIsRefused() {
    try (StoreFixture store = StoreFixture.over(STORE, Map.of("sealcache.tenant", "a"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.create("shared", resolving(scope)))
          .withMessageContainingAll(
              "'sealcache.tenant'", "'tenant-resolver' of EncryptedConfiguration", "take one out");
    }
  }

  @Test
  void setting_thatNamesNoResolverIsRefused() {
    try (StoreFixture store = StoreFixture.over(STORE, Map.of(SETTING, String.class.getName()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.create("shared"))
          .withMessageContainingAll(SETTING, "java.lang.String", TenantResolver.class.getName());
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // the compiler keeps others from doing this
  void factory_mustMakeAResolver() {
    javax.cache.configuration.Factory noResolver = () -> "none";
    var configuration =
        new EncryptedConfiguration<String, Integer>().setTenantResolverFactory(noResolver);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> STORES.create(STORE, configuration))
        .withMessageContainingAll("'tenant-resolver'", TenantResolver.class.getName());
  }

  @Test
  void factory_isCalledOnceForACache() {
    AtomicInteger made = new AtomicInteger();
    var configuration =
        new EncryptedConfiguration<String, Integer>()
            .setTenantResolverFactory(
                () -> {
                  made.incrementAndGet();
                  return () -> "acme";
                });

    STORES.create(STORE, configuration);

    assertThat(made).hasValue(1);
  }

  private static void assertFails(Runnable operation) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(operation::run)
        .withMessageContaining("gave no tenant");
  }

  private static EncryptedConfiguration<String, Integer> resolving(TenantResolver resolver) {
    return new EncryptedConfiguration<String, Integer>().setTenantResolverFactory(() -> resolver);
  }
}
