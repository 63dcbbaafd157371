package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.StoredEntries;
import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.MemoryKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tenants whose keys are made when something is first written for them, in a shared cache. */
class NamesWithoutKeysTest {
  private static final Set<CacheOperation> MAY_STORE =
      EnumSet.of(
          CacheOperation.LOAD_ALL,
          CacheOperation.LOAD_ALL_REPLACING,
          CacheOperation.PUT,
          CacheOperation.PUT_ALL,
          CacheOperation.PUT_IF_ABSENT,
          CacheOperation.GET_AND_PUT,
          CacheOperation.INVOKE,
          CacheOperation.INVOKE_ALL);

  private static final MemoryKeyTable TABLE = new MemoryKeyTable();

  @RegisterExtension
  private static final Stores STORES =
      new Stores(
          StoreFixture.keysOf(
              TableKeySource.open(
                  TABLE,
                  FixedWrappingKey.of(1),
                  null,
                  KeyTableOptions.of(Duration.ofMinutes(1), 1_000))));

  static Stream<Arguments> storesAndOperations() {
    return TestStore.with(List.of(CacheOperation.values()));
  }

  @ParameterizedTest
  @MethodSource("storesAndOperations")
  void operation_isAsOnACacheWithoutEntries(TestStore store, CacheOperation operation) {
    for (boolean through : new boolean[] {false, true}) {
      List<String> writtenAlone = new ArrayList<>();
      List<String> written = new ArrayList<>();
      var alone = STORES.create(store, TenantIsolationTest.configuration(writtenAlone, through));
      var shared =
          STORES.create(
              store,
              TenantIsolationTest.configuration(written, through)
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("others", () -> shared.putAll(Map.of("key", 2, "other", 3)));
      String name = "nobody of " + shared.getName();
      written.clear();
      int before = TABLE.names();

      String answer = TenantScope.call(name, () -> operation.on(shared));

      boolean mayStore = MAY_STORE.contains(operation) || (through && loads(operation));
      assertThat(TABLE.names()).isEqualTo(before + (mayStore ? 1 : 0));
      assertThat(answer).isEqualTo(operation.on(alone));
      assertThat(written).containsExactlyInAnyOrderElementsOf(writtenAlone);
      assertThat(TenantScope.call(name, () -> Stores.contents(shared)))
          .isEqualTo(Stores.contents(alone));
      assertThat(TenantScope.call("others", () -> Stores.contents(shared)))
          .isEqualTo(Map.of("key", 2, "other", 3));
    }
  }

  private static boolean loads(CacheOperation operation) {
    return operation == CacheOperation.GET || operation == CacheOperation.GET_ALL;
  }

  private static EncryptedCache<String, Integer> shared() {
    return STORES.create(
        TestStore.CAFFEINE,
        new EncryptedConfiguration<String, Integer>().setTenantResolverFactory(TenantScope::new));
  }

  @Test
  void listenersAndBeans_makeNoKeys() {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            new EncryptedConfiguration<String, Integer>().setTenant("nobody at all"));
    EncryptedCache<String, Integer> shared = shared();
    Recorder<String, Integer> recorder = Recorder.of();
    int before = TABLE.names();

    cache.registerCacheEntryListener(recorder.configuration());
    TenantScope.in(
        "nobody either", () -> shared.registerCacheEntryListener(recorder.configuration()));
    TenantScope.in("somebody", () -> shared.put("key", 1));

    assertThat(recorder.events).isEmpty();
    assertThat(Stores.encryption(cache).getCurrentKeyId()).isEmpty();
    assertThat(TABLE.names()).isEqualTo(before + 1);
  }

  @Test
  void census_ofANameWithoutKeys_isOfAll() {
    EncryptedCache<String, Integer> cache = shared();
    TenantScope.in("counted", () -> cache.put("key", 1));
    int before = TABLE.names();

    assertThat(TenantScope.call("nobody asks", () -> StoredEntries.of(cache).census().entries()))
        .isEqualTo(1);
    assertThat(TABLE.names()).isEqualTo(before);
  }

  @Test
  void listenerOfANameWithoutKeys_hearsWhatIsWrittenOnceItHasSome() {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE, new EncryptedConfiguration<String, Integer>().setTenant("new one"));
    Recorder<String, Integer> recorder = Recorder.of();
    cache.registerCacheEntryListener(recorder.configuration());

    cache.put("key", 1);

    assertThat(recorder.events).containsExactly("CREATED key: null -> 1");
  }
}
