package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.RawCache;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.PretendedService;
import io.sealcache.keys.table.MemoryKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.time.Duration;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever may write the key table gives one name the keys of another: it opens nothing of it. */
class SwappedRecordsTest {
  private final MemoryKeyTable table = new MemoryKeyTable();

  private StoreFixture over(TestStore store, KeyEncryptionKey key) {
    return StoreFixture.over(
        store,
        Map.of(
            "sealcache.master-key",
            "",
            "sealcache.index-key",
            "",
            "sealcache.key-source",
            TableKeySource.open(table, key, Duration.ofMinutes(1), 100)));
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

  /** Key wrap binds no context, so the records open; what is derived from them has the name. */
  @ParameterizedTest
  @EnumSource
  void recordsThatAreSwapped_openNothingOfEachOther(TestStore store) {
    Map<String, byte[]> stored = stored(store, FixedWrappingKey.of(1));
    table.swapTheTwoNames();

    try (StoreFixture fixture = over(store, FixedWrappingKey.of(1))) {
      EncryptedCache<String, String> cache = create(fixture);
      RawCache raw = fixture.raw("shared");
      stored.forEach(raw::plant);
      for (String name : new String[] {"ann", "bob"}) {
        assertThat(TenantScope.<Object>call(name, () -> cache.get("key"))).isNull();
        assertThat(TenantScope.call(name, () -> cache.containsKey("key"))).isFalse();
        assertThat(TenantScope.call(name, () -> Stores.contents(cache))).isEmpty();
      }
      assertThat(raw.entries().keySet()).isEqualTo(stored.keySet());
      assertThat(Stores.unreadable(cache, "FOREIGN")).isPositive();
    }
    table.swapTheTwoNames();
    try (StoreFixture fixture = over(store, FixedWrappingKey.of(1))) {
      EncryptedCache<String, String> cache = create(fixture);
      stored.forEach(fixture.raw("shared")::plant);
      assertThat(TenantScope.<Object>call("ann", () -> cache.get("key"))).isEqualTo("of ann");
    }
  }

  @Test
  void recordsThatAreSwapped_areRefusedByAServiceThatBindsThem() {
    stored(TestStore.CAFFEINE, new PretendedService().open("1"));
    table.swapTheTwoNames();

    try (StoreFixture fixture = over(TestStore.CAFFEINE, new PretendedService().open("1"))) {
      EncryptedCache<String, String> cache = create(fixture);
      for (String name : new String[] {"ann", "bob"}) {
        assertThatThrownBy(() -> TenantScope.in(name, () -> cache.get("key")))
            .isInstanceOf(CacheException.class)
            .hasStackTraceContaining("wrapped for another context");
        assertThatThrownBy(() -> TenantScope.in(name, () -> cache.put("key", "new")))
            .isInstanceOf(CacheException.class);
      }
    }
  }
}
