package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.EncryptionMXBean;
import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import io.sealcache.keys.TenantResolver;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TenantResolverTest {
  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;
  private static final String SETTING = "sealcache.tenant-resolver";

  @RegisterExtension private static final Stores STORES = new Stores();

  private final TenantScope scope = new TenantScope();

  @ParameterizedTest
  @EnumSource
  void missingTenant_failsEachOperationBeforeItDoesAnything(CacheOperation operation) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            STORE,
            resolving(scope)
                .setCacheLoaderFactory(UserCode.<String, Integer>loader(key -> 7))
                .setReadThrough(true));
    TenantScope.in("a", () -> cache.put("key", 1));
    Map<String, byte[]> before = STORES.raw(cache).entries();

    for (String missing : new String[] {null, "", " \t"}) {
      assertThatThrownBy(() -> TenantScope.call(missing, () -> operation.on(cache)))
          .isExactlyInstanceOf(CacheException.class)
          .hasMessageContainingAll(
              cache.getName(), TenantScope.class.getName(), SETTING, "gave no tenant", "scope");
    }
    assertThat(STORES.raw(cache).entries())
        .hasSize(1)
        .allSatisfy((key, value) -> assertThat(value).isEqualTo(before.get(key)));
  }

  @Test
  void missingTenant_failsEvenWhatWouldDoNothing() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));

    assertFails(() -> cache.getAll(Set.of()));
    assertFails(() -> cache.putAll(Map.of()));
    assertFails(() -> cache.removeAll(Set.of()));
    assertFails(() -> cache.loadAll(Set.of(), true, null));
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(cache::iterator)
        .withMessageContaining("gave no tenant");
    assertFails(
        () -> cache.registerCacheEntryListener(Recorder.<String, Integer>of().configuration()));
    assertThat(StoreFixture.configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
  }

  private static void assertFails(Runnable operation) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(operation::run)
        .withMessageContaining("gave no tenant");
  }

  static List<Exception> failures() {
    return List.of(new IllegalStateException("no request"), new IOException("no request"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfTheResolver_failsTheOperation(Exception failure) {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(failing(failure)));

    assertThatThrownBy(() -> cache.put("key", 1))
        .isExactlyInstanceOf(CacheException.class)
        .hasMessageContainingAll(cache.getName(), SETTING)
        .hasCause(failure);
    assertThat(STORES.raw(cache).size()).isZero();
  }

  @Test
  void failureOfTheResolver_thatIsACacheExceptionComesAsItIs() {
    var failure = new CacheException("no request");
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(failing(failure)));

    assertThatThrownBy(() -> cache.get("key")).isSameAs(failure);
  }

  private static TenantResolver failing(Exception failure) {
    return () -> {
      throw Undeclared.thrown(failure);
    };
  }

  @Test
  void tenantThatIsNotWellFormed_isRefusedWithoutItsName() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(() -> "acme\uD800"));

    assertThatThrownBy(() -> cache.get("key"))
        .isExactlyInstanceOf(CacheException.class)
        .hasMessageContainingAll(cache.getName(), "surrogate")
        .hasMessageNotContaining("acme");
  }

  @Test
  void closedCache_asksNobody() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));
    cache.close();

    for (CacheOperation operation : CacheOperation.values()) {
      assertThatThrownBy(() -> operation.on(cache))
          .as(operation.name())
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(scope.asked).hasValue(0);
  }

  @Test
  void iterator_staysTheTenantsWhoMadeIt() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));
    for (String tenant : List.of("a", "b")) {
      TenantScope.in(tenant, () -> cache.put("key", 1));
    }
    var entries = TenantScope.call("a", cache::iterator);

    TenantScope.in(
        "b",
        () -> {
          entries.next();
          entries.remove();
          assertThat(cache.get("key")).isEqualTo(1);
        });
    assertThat(TenantScope.call("a", () -> cache.containsKey("key"))).isFalse();
  }

  @Test
  void userCode_runsInTheTenantsScope() {
    List<@Nullable String> seen = new CopyOnWriteArrayList<>();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            STORE,
            resolving(scope)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.<String, Integer>writer(change -> seen.add(TenantScope.current())))
                .setCacheLoaderFactory(
                    UserCode.<String, Integer>loader(
                        key -> {
                          seen.add(TenantScope.current());
                          return 7;
                        })));

    TenantScope.in(
        "a",
        () -> {
          cache.get("key");
          cache.put("key", 2);
          UserCode.loadAll(cache, Set.of("key"), true);
          cache.<Object>invoke("key", (entry, arguments) -> seen.add(TenantScope.current()));
        });

    assertThat(seen).containsExactly("a", "a", "a", "a");
  }

  @Test
  void configuredListener_isTheTenantsWhoOpensTheCache() {
    Recorder<String, Integer> recorder = Recorder.of();
    EncryptedCache<String, Integer> cache =
        TenantScope.call(
            "a",
            () ->
                STORES.create(
                    STORE,
                    resolving(scope).addCacheEntryListenerConfiguration(recorder.configuration())));

    TenantScope.in("b", () -> cache.put("key", 1));
    TenantScope.in("a", () -> cache.put("key", 2));

    assertThat(recorder.events).containsExactly("CREATED key: null -> 2");
  }

  @Test
  void configuredListener_withoutTenantIsRefusedWithTheWayOut() {
    CacheEntryListenerConfiguration<String, Integer> listener =
        Recorder.<String, Integer>of().configuration();

    assertThatThrownBy(
            () ->
                STORES.create(STORE, resolving(scope).addCacheEntryListenerConfiguration(listener)))
        .isExactlyInstanceOf(CacheException.class)
        .hasMessageContainingAll(SETTING, "listeners", "registerCacheEntryListener");
  }

  @Test
  void listener_isDeregisteredOutsideOfAnyScope() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));
    Recorder<String, Integer> recorder = Recorder.of();
    var configuration = recorder.configuration();
    TenantScope.in("a", () -> cache.registerCacheEntryListener(configuration));

    cache.deregisterCacheEntryListener(configuration);

    TenantScope.in("a", () -> cache.put("key", 1));
    assertThat(recorder.events).isEmpty();
  }

  @Test
  void mxBean_tellsOfTheTenantWhoseKeysWereDerivedLast() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));
    EncryptionMXBean bean = Stores.encryption(cache);
    assertThat(bean.getCurrentKeyId()).isEmpty();

    TenantScope.in("a", () -> cache.put("key", 1));

    assertThat(bean.getCurrentKeyId()).matches("[0-9a-f]{8}");
  }

  @Test
  void moreTenantsThanAreKept_loseNothing() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE, resolving(scope));
    IntStream.range(0, 2_500)
        .forEach(n -> TenantScope.in("tenant " + n, () -> cache.put("key", n)));

    IntStream.range(0, 2_500)
        .forEach(
            n -> TenantScope.in("tenant " + n, () -> assertThat(cache.get("key")).isEqualTo(n)));
  }

  private static EncryptedConfiguration<String, Integer> resolving(TenantResolver resolver) {
    return new EncryptedConfiguration<String, Integer>().setTenantResolverFactory(() -> resolver);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true"})
  void session_goesOnWhileItsTenantIsAmongThoseInMemory(String tenants, boolean goesOn) {
    try (StoreFixture fixture = fixture(tenants)) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("one", () -> cache.put(1, "value"));
      RawCache raw = fixture.raw("shared");
      String key = raw.onlyKey();
      byte[] before = session(raw.value(key));

      TenantScope.in("other", () -> cache.put(1, "value"));
      TenantScope.in("one", () -> cache.put(1, "value"));

      assertThat(Arrays.equals(session(raw.value(key)), before)).isEqualTo(goesOn);
    }
  }

  @Test
  void none_isRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> fixture("0"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(
            "'sealcache.tenants-in-memory' is '0'; it must be a number from 1 to 1000000");
  }

  /** As docs/format.md has it. */
  private static byte[] session(byte[] storedValue) {
    return Arrays.copyOfRange(storedValue, 5, 17);
  }

  private static StoreFixture fixture(String tenants) {
    return StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.tenants-in-memory", tenants));
  }
}
