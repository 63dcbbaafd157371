package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.MemoryKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import java.util.Map;
import javax.cache.CacheException;

/** Whoever may write the key table gives one name the keys of another: it opens nothing of it. */
class SwappedRecordsTest {
  private final MemoryKeyTable table = new MemoryKeyTable();

  private StoreFixture over(TestStore store, KeyEncryptionKey key) {
    return StoreFixture.over(
        store,
        StoreFixture.keysOf(
            TableKeySource.open(table, key, null, KeyTableOptions.of(Duration.ofMinutes(1), 100))));
  }

  private static EncryptedCache<String, String> create(StoreFixture fixture) {
    return fixture.create(
        "shared",
        new EncryptedConfiguration<String, String>().setTenantResolverFactory(TenantScope::new));
  }

  private Map<String, byte[]> stored(TestStore store, KeyEncryptionKey key) {
    try (StoreFixture fixture = over(store, key)) {
      EncryptedCache<String, String> cache = create(fixture);
      TenantScope.in("ann", () -> cache.put("key", "of ann"));
      TenantScope.in("bob", () -> cache.put("key", "of bob"));
      return fixture.raw("shared").entries();
    }
  }

  @OverEachStore
  void recordsThatAreSwapped_areRefused(TestStore store) {
    Map<String, byte[]> stored = stored(store, FixedWrappingKey.of(1));
    table.swapTheTwoNames();

    try (StoreFixture fixture = over(store, FixedWrappingKey.of(1))) {
      EncryptedCache<String, String> cache = create(fixture);
      RawCache raw = fixture.raw("shared");
      stored.forEach(raw::plant);
      for (String name : new String[] {"ann", "bob"}) {
        assertThatThrownBy(() -> TenantScope.in(name, () -> cache.get("key")))
            .isInstanceOf(CacheException.class)
            .hasStackTraceContaining("for this context");
        assertThatThrownBy(() -> TenantScope.in(name, () -> cache.put("key", "new")))
            .isInstanceOf(CacheException.class);
      }
      assertThat(raw.entries().keySet()).isEqualTo(stored.keySet());
    }
    table.swapTheTwoNames();
    try (StoreFixture fixture = over(store, FixedWrappingKey.of(1))) {
      EncryptedCache<String, String> cache = create(fixture);
      stored.forEach(fixture.raw("shared")::plant);
      assertThat(TenantScope.<Object>call("ann", () -> cache.get("key"))).isEqualTo("of ann");
    }
  }
}
