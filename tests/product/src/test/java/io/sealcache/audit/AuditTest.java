package io.sealcache.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.EncryptionMXBean;
import io.sealcache.core.MasterKey;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Unopenable;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.table.KeyTableOptions;
import io.sealcache.keys.table.MemoryKeyTable;
import io.sealcache.keys.table.TableKeySource;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events that auditors of an application hear and read. */
class AuditTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(HexFormat.of().parseHex(FixedKey.hex(seed))).id());
  }

  @Test
  void start_isToldWithKeyIdsAndWithoutSecretsTenantsOrPasswords() {
    Properties properties = StoreFixture.settings(STORE.providerClass());
    properties.put("sealcache.previous-master-keys", FixedKey.hex(3));
    properties.put("sealcache.index-key", FixedKey.hex(2));
    properties.put("sealcache.tenant", "CANARYtenant");
    properties.put("sealcache.context", "CANARYcontext");
    String host = UUID.randomUUID().toString();

    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
                provider.getCacheManager(
                    URI.create("test://ada:CANARY@" + host + "/?pin=CANARY"), null, properties);
              }
            });

    assertThat(log)
        .containsExactly(
            ("INFO event=started manager=test://%s/ store=%s source=settings"
                    + " current=%s previous=%s index=%s")
                .formatted(host, STORE.providerClass(), id(1), id(3), id(2)));
  }

  @Test
  void unreadableEntries_areToldOnceAMinuteAndReasonHoweverManyThereAre() {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, STORE, OnUnreadable.MISS);
    Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);

    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              for (int i = 0; i < 10_000; i++) {
                cache.get("rot");
              }
            });

    assertThat(log)
        .singleElement()
        .asString()
        .startsWith(
            "WARNING event=unreadable cache=%s reason=TAMPERED entry=".formatted(cache.getName()))
        .endsWith(" count=1");
    EncryptionMXBean bean = Stores.encryption(cache);
    assertThat(bean.getUnreadable()).containsEntry("TAMPERED", 10_000L);
    assertThat(bean.getEvents()).containsEntry("unreadable", 10_000L);
  }

  @Test
  void bean_hasWhatHappenedToTheKeysOfItsManager() {
    TableKeySource source =
        TableKeySource.open(
            new MemoryKeyTable(),
            FixedWrappingKey.of(1),
            null,
            KeyTableOptions.of(Duration.ofMinutes(1), 1_000));
    Map<String, Object> settings = StoreFixture.keysOf(source);
    try (StoreFixture fixture = StoreFixture.over(STORE, settings)) {
      EncryptedCache<String, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<String, String>()
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("gone", () -> cache.put("key", "old"));
      source.forget("gone");

      EncryptionMXBean bean = Stores.encryption(cache);
      assertThat(bean.getEvents())
          .containsEntry("started", 1L)
          .containsEntry("keys-created", 2L)
          .containsEntry("keys-erased", 1L)
          .containsEntry("kms-failed", 0L);
    }
  }
}
