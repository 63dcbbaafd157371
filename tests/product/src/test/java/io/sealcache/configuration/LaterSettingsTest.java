package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.TenantResolver;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cache manager that is open, and is asked for with other settings. */
class LaterSettingsTest {
  @AutoClose private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final URI uri = URI.create("test:" + UUID.randomUUID());

  private CacheManager open(Object... namesAndValues) {
    Properties settings = new Properties();
    settings.put("sealcache.store.provider", TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    settings.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return provider.getCacheManager(uri, null, settings);
  }

  @ParameterizedTest
  @CsvSource({
    "sealcache.tenant, acme",
    "sealcache.cache.a.tenant, acme",
    "sealcache.tenant-resolver, com.acme.Tenants",
    "sealcache.context, shop",
    "sealcache.master-key, 0f0e0d0c0b0a09080706050403020100000102030405060708090a0b0c0d0e0f"
  })
  void whoHasOtherEntries_isRefused(String setting, String value) {
    open();

    assertThatThrownBy(() -> open(setting, value))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("open already")
        .hasMessageContaining(setting)
        .hasMessageNotContaining(value);
  }

  @Test
  void whoSaysThatThereIsNoContext_isRefusedWhereThereIsOne() {
    CacheManager manager = open("sealcache.context", "shop");

    assertThatThrownBy(() -> open("sealcache.context", ""))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("open already")
        .hasMessageContaining("sealcache.context");
    assertThat(open()).isSameAs(manager);
  }

  @Test
  void whoSaysTheSameOrNothing_isGivenIt() {
    CacheManager manager = open("sealcache.tenant", "acme");

    assertThat(open("sealcache.tenant", "acme")).isSameAs(manager);
    assertThat(open()).isSameAs(manager);
    assertThat(provider.getCacheManager(uri, null, new Properties())).isSameAs(manager);
    assertThat(provider.getCacheManager(uri, null, null)).isSameAs(manager);
  }

  @Test
  void resolverOfTheSameClass_isTakenForTheSame() {
    CacheManager manager = open("sealcache.tenant-resolver", new Acme());

    assertThat(open("sealcache.tenant-resolver", new Acme())).isSameAs(manager);
    assertThatThrownBy(() -> open("sealcache.tenant-resolver", (TenantResolver) () -> "other"))
        .isInstanceOf(CacheException.class);
  }

  @Test
  void otherKeys_areRefusedThoughTheirClassBeTheSame() {
    TenantKeys keys = new TenantKeys();
    Properties settings = new Properties();
    settings.put("sealcache.store.provider", TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    settings.put("sealcache.key-source", keys);
    CacheManager manager = provider.getCacheManager(uri, null, settings);

    assertThat(provider.getCacheManager(uri, null, settings)).isSameAs(manager);
    settings.put("sealcache.key-source", new TenantKeys());
    assertThatThrownBy(() -> provider.getCacheManager(uri, null, settings))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("open already", "sealcache.key-source");
  }

  private static final class Acme implements TenantResolver {
    @Override
    public String tenant() {
      return "acme";
    }
  }
}
