package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.keys.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many tenants in one cache, each of whom sees what a cache of its own would show. */
class TenantIsolationTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final TenantScope scope = new TenantScope();

  /** Whose keys another thread may have to wait for, or can't have. */
  @OverEachStore
  void listenerOfATenantWithoutKeys_failsNoOtherTenantsWrite(TestStore store) {
    Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);
    AtomicReference<String> lost = new AtomicReference<>();
    KeySource source =
        new KeySource() {
          @Override
          public Keyring keyring(@Nullable String tenant) {
            if (tenant != null && tenant.equals(lost.get())) {
              throw new IllegalStateException("The keys can't be had");
            }
            return keyring;
          }

          @Override
          public void close() {}
        };
    try (StoreFixture fixture = StoreFixture.over(store, StoreFixture.keysOf(source))) {
      EncryptedCache<String, Integer> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<String, Integer>()
                  .setTenantResolverFactory(TenantScope::new));
      Recorder<String, Integer> recorder = Recorder.of();
      TenantScope.in("a", () -> cache.registerCacheEntryListener(recorder.configuration()));
      lost.set("a");

      TenantScope.in("b", () -> cache.put("x", 1));

      assertThat(TenantScope.call("b", () -> cache.get("x"))).isEqualTo(1);
      assertThat(Stores.encryption(cache).getDroppedEvents()).isEqualTo(1);
    }
  }

  static Stream<Arguments> storesAndOperations() {
    return TestStore.with(List.of(CacheOperation.values()));
  }

  @ParameterizedTest
  @MethodSource("storesAndOperations")
  void operation_isAsInACacheOfTheTenantsOwn(TestStore store, CacheOperation operation) {
    check(store, operation, Map.of(), false);
    check(store, operation, Map.of("key", 1, "third", 3), false);
    check(store, operation, Map.of(), true);
    check(store, operation, Map.of("key", 1, "third", 3), true);
  }

  private void check(
      TestStore store, CacheOperation operation, Map<String, Integer> own, boolean through) {
    List<String> writtenAlone = new ArrayList<>();
    List<String> written = new ArrayList<>();
    var alone = STORES.create(store, configuration(writtenAlone, through));
    var shared =
        STORES.create(store, configuration(written, through).setTenantResolverFactory(() -> scope));
    Map<String, Integer> others = Map.of("key", 2, "other", 3);
    TenantScope.in("others", () -> shared.putAll(others));
    TenantScope.in("own", () -> shared.putAll(own));
    alone.putAll(own);
    written.clear();
    writtenAlone.clear();
    scope.asked.set(0);

    String answer = TenantScope.call("own", () -> operation.on(shared));

    assertThat(scope.asked).hasValue(1);
    assertThat(answer).isEqualTo(operation.on(alone));
    assertThat(written).containsExactlyInAnyOrderElementsOf(writtenAlone);
    assertThat(TenantScope.call("own", () -> Stores.contents(shared)))
        .isEqualTo(Stores.contents(alone));
    assertThat(TenantScope.call("others", () -> Stores.contents(shared))).isEqualTo(others);
  }

  static EncryptedConfiguration<String, Integer> configuration(
      List<String> written, boolean through) {
    return new EncryptedConfiguration<String, Integer>()
        .setStatisticsEnabled(through)
        .setReadThrough(through)
        .setWriteThrough(through)
        .setCacheLoaderFactory(UserCode.<String, Integer>loader(key -> 7))
        .setCacheWriterFactory(UserCode.<String, Integer>writer(written::add));
  }

  @OverEachStore
  void events_areThoseOfTheTenantWhoRegistered(TestStore store) {
    EncryptedCache<String, Integer> cache = shared(store);
    Recorder<String, Integer> recorder = Recorder.of();
    TenantScope.in("a", () -> cache.registerCacheEntryListener(recorder.configuration()));

    for (String tenant : List.of("b", "a")) {
      TenantScope.in(
          tenant,
          () -> {
            cache.put("key of " + tenant, 1);
            cache.put("key of " + tenant, 2);
            cache.remove("key of " + tenant);
          });
    }

    assertThat(recorder.events)
        .containsExactly(
            "CREATED key of a: null -> 1", "UPDATED key of a: 1 -> 2", "REMOVED key of a: 2 -> 2");
  }

  @OverEachStore
  @Timeout(60)
  void expiry_isToldToTheTenantWhoRegistered(TestStore store) throws InterruptedException {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setTenantResolverFactory(() -> scope)
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50))));
    Recorder<String, Integer> recorder = Recorder.of();
    TenantScope.in("a", () -> cache.registerCacheEntryListener(recorder.configuration()));
    List<String> tenants = List.of("b", "a");
    tenants.forEach(tenant -> TenantScope.in(tenant, () -> cache.put("key of " + tenant, 1)));

    while (recorder.events.size() < 2) { // some stores tell nothing before someone looks
      tenants.forEach(tenant -> TenantScope.call(tenant, () -> cache.get("key of " + tenant)));
      Thread.sleep(5);
    }

    assertThat(recorder.events.get(0)).isEqualTo("CREATED key of a: null -> 1");
    assertThat(recorder.events.get(1)).startsWith("EXPIRED key of a: ");
  }

  @OverEachStore
  void othersEntries_areCountedAsForeignAndRaiseNoAlarm(TestStore store) {
    EncryptedCache<String, Integer> cache = shared(store);
    TenantScope.in("a", () -> cache.putAll(Map.of("key", 1, "other", 2)));
    TenantScope.in("b", () -> cache.put("key", 3));

    List<String> lines =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> TenantScope.in("b", () -> assertThat(Stores.contents(cache)).hasSize(1)));

    assertThat(lines).isEmpty();
    assertThat(Stores.unreadable(cache, "FOREIGN")).isEqualTo(2);
    assertThat(Stores.unreadable(cache, "TAMPERED")).isZero();
  }

  @OverEachStore
  void valueCopiedToAnotherTenantsKey_isTampered(TestStore store) {
    EncryptedCache<String, Integer> cache = shared(store);
    RawCache raw = STORES.raw(cache);
    TenantScope.in("a", () -> cache.put("key", 1));
    String keyOfA = raw.onlyKey();
    byte[] valueOfA = raw.value(keyOfA);
    raw.cache().clear();
    TenantScope.in("b", () -> cache.put("key", 2));
    assertThat(raw.onlyKey()).isNotEqualTo(keyOfA);

    raw.plant(raw.onlyKey(), valueOfA);

    TenantScope.in(
        "b",
        () -> {
          assertThat(cache.get("key")).isNull();
          assertThat(cache).isEmpty();
        });
    assertThat(Stores.unreadable(cache, "TAMPERED")).isEqualTo(2);
    assertThat(Stores.unreadable(cache, "FOREIGN")).isZero();
  }

  private EncryptedCache<String, Integer> shared(TestStore store) {
    return STORES.create(
        store, new EncryptedConfiguration<String, Integer>().setTenantResolverFactory(() -> scope));
  }
}
