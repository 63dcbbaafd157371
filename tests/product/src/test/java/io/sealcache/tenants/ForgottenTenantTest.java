package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.MemoryKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names whose keys are destroyed: nothing of theirs opens any more, and nobody else notices. */
class ForgottenTenantTest {
  private final MemoryKeyTable table = new MemoryKeyTable();

  private TableKeySource source(Duration maxAge) {
    return TableKeySource.open(
        table, FixedWrappingKey.of(1), null, KeyTableOptions.of(maxAge, 1_000));
  }

  private static StoreFixture over(TestStore store, TableKeySource source) {
    return StoreFixture.over(store, settings(source));
  }

  private static Map<String, Object> settings(TableKeySource source) {
    return StoreFixture.keysOf(source);
  }

  private static EncryptedCache<String, String> create(StoreFixture fixture) {
    return fixture.create(
        "shared",
        new EncryptedConfiguration<String, String>().setTenantResolverFactory(TenantScope::new));
  }

  /** Whose keys the MBean told of last: monitoring is of all tenants, and asks for none. */
  @Test
  void mxBean_asksForNoTenantsRecord() {
    TestStore store = TestStore.REFERENCE_IMPLEMENTATION;
    try (TableKeySource source = source(Duration.ofMinutes(1));
        StoreFixture fixture = over(store, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      TenantScope.in("ada", () -> cache.put("key", "value"));
      String id = Stores.encryption(cache).getCurrentKeyId();

      assertThat(source.forget("ada")).isTrue();
      assertThat(table.create(source.recordId("ada"), "broken")).isTrue();

      assertThatThrownBy(() -> TenantScope.call("ada", () -> cache.get("key")))
          .isInstanceOf(CacheException.class);
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(id).isNotEmpty();
    }
  }

  @OverEachStore
  void forgottenName_opensNothingOfItsOwnAndBeginsAgain(TestStore store) {
    TableKeySource source = source(Duration.ofMinutes(1));
    try (StoreFixture fixture = over(store, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      TenantScope.in("gone", () -> cache.put("key", "old"));
      TenantScope.in("stays", () -> cache.put("key", "kept"));

      assertThat(source.forget("gone")).isTrue();

      assertThat(TenantScope.<Object>call("gone", () -> cache.get("key"))).isNull();
      assertThat(TenantScope.call("gone", () -> cache.containsKey("key"))).isFalse();
      assertThat(TenantScope.call("gone", () -> Stores.contents(cache))).isEmpty();
      assertThat(TenantScope.call("gone", () -> cache.putIfAbsent("key", "new"))).isTrue();
      assertThat(TenantScope.call("gone", () -> Stores.contents(cache)))
          .isEqualTo(Map.of("key", "new"));
      assertThat(TenantScope.call("stays", () -> Stores.contents(cache)))
          .isEqualTo(Map.of("key", "kept"));
      assertThat(Stores.unreadable(cache, "FOREIGN")).isPositive();
      assertThat(Stores.unreadable(cache, "TAMPERED")).isZero();
    }
  }

  @Test
  void oldDumpOfTheStore_opensNothingOfAForgottenName() {
    TableKeySource source = source(Duration.ofMinutes(1));
    try (StoreFixture fixture = over(TestStore.CAFFEINE, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      TenantScope.in("gone", () -> cache.put("key", "old"));
      RawCache raw = fixture.raw("shared");
      Map<String, byte[]> dump = raw.entries();

      source.forget("gone");
      TenantScope.in("gone", () -> cache.put("key", "new"));
      dump.forEach(raw::plant);

      assertThat(TenantScope.<Object>call("gone", () -> cache.get("key"))).isEqualTo("new");
      assertThat(TenantScope.call("gone", () -> Stores.contents(cache))).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void nameForgottenInAnotherJvm_isGoneInThisOneWithinTheMaximumAge() throws Exception {
    Duration maxAge = Duration.ofSeconds(2);
    try (StoreFixture here = over(TestStore.HAZELCAST_MEMBER, source(maxAge));
        StoreFixture there = here.joined(settings(source(maxAge)))) {
      EncryptedCache<String, String> cache = create(here);
      EncryptedCache<String, String> same = create(there);
      TenantScope.in("gone", () -> cache.put("key", "old"));
      assertThat(TenantScope.<Object>call("gone", () -> same.get("key"))).isEqualTo("old");

      table.remove(table.idOfTheOnlyName());
      long begun = System.nanoTime();
      long lastRead = begun;
      long asked = System.nanoTime();
      while (TenantScope.<Object>call("gone", () -> getOrFailure(same)) != null) {
        lastRead = asked;
        TimeUnit.MILLISECONDS.sleep(1);
        asked = System.nanoTime();
      }

      assertThat(Duration.ofNanos(lastRead - begun)).isLessThanOrEqualTo(maxAge);
    }
  }

  /** The keys may go in the middle of an operation, which then does nothing. */
  private static @Nullable Object getOrFailure(EncryptedCache<String, String> cache) {
    try {
      return cache.get("key");
    } catch (CacheException e) {
      assertThat(e).hasMessageContaining("were destroyed meanwhile");
      return e;
    }
  }

  @Test
  void iteratorFromBefore_endsWithoutAnError() {
    TableKeySource source = source(Duration.ofMinutes(1));
    try (StoreFixture fixture = over(TestStore.CAFFEINE, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      TenantScope.in("gone", () -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3")));
      Iterator<Cache.Entry<String, String>> iterator = TenantScope.call("gone", cache::iterator);
      iterator.next();

      source.forget("gone");

      iterator.forEachRemaining(entry -> assertThat(entry.getValue()).isNotNull());
    }
  }

  @Test
  @Timeout(60)
  void namesThatAreForgottenUnderLoad_failNobodyElseAndNothingButByACacheException()
      throws Exception {
    TableKeySource source = source(Duration.ofMinutes(1));
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (StoreFixture fixture = over(TestStore.CAFFEINE, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      Future<?> others =
          threads.submit(
              () -> {
                while (!ended.get()) {
                  TenantScope.in(
                      "stays",
                      () -> {
                        cache.put("key", "kept");
                        assertThat(cache.get("key")).isEqualTo("kept");
                      });
                }
              });
      Future<?> theirs =
          threads.submit(
              () -> {
                while (!ended.get()) {
                  TenantScope.in("gone", () -> writeAndRead(cache));
                }
              });

      for (int i = 0; i < 2_000; i++) {
        source.forget("gone");
      }
      ended.set(true);
      others.get();
      theirs.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void writeAndRead(Cache<String, String> cache) {
    try {
      cache.put("key", "own");
      String read = cache.get("key");
      assertThat(read == null || read.equals("own")).isTrue();
    } catch (CacheException e) {
      assertThat(e).hasMessageContaining("were destroyed meanwhile");
    }
  }

  @Test
  void tableOutOfReach_failsOperationsByACacheException() {
    TableKeySource source = source(Duration.ofMinutes(1));
    try (StoreFixture fixture = over(TestStore.CAFFEINE, source)) {
      EncryptedCache<String, String> cache = create(fixture);
      table.breakDown();

      assertThatThrownBy(() -> TenantScope.in("new", () -> cache.put("key", "value")))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("key source")
          .hasRootCauseMessage("The table is down");
      assertThatThrownBy(() -> TenantScope.<Object>call("new", () -> cache.get("key")))
          .isInstanceOf(CacheException.class);
      assertThat(fixture.raw("shared").size()).isZero();
    }
  }
}
