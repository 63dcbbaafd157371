package io.sealcache.examples;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.keys.TenantResolver;
import io.sealcache.keys.table.TableKeySource;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One cache for the findings of all patients, each sealed by keys of the patient's own, which lie
 * wrapped in a database.
 */
final class ForgottenPatients implements AutoCloseable {
  private final ThreadLocal<@Nullable String> patient = new ThreadLocal<>();
  private final CacheManager cacheManager;
  private final Cache<String, String> findings;

  /**
   * @param keyEncryptionKey the settings of the key store that wraps the patients' keys
   */
  ForgottenPatients(DataSource database, Properties keyEncryptionKey) {
    Properties settings = new Properties();
    settings.putAll(keyEncryptionKey);
    settings.put("sealcache.key-table", database);
    cacheManager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings);
    TenantResolver whoseRequestItIs = patient::get;
    findings =
        cacheManager.createCache(
            "findings",
            new EncryptedConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setTenantResolverFactory(() -> whoseRequestItIs));
  }

  /** Works with the findings of one patient. */
  <T extends @Nullable Object> T forPatient(String id, Supplier<T> work) {
    patient.set(id);
    try {
      return work.get();
    } finally {
      patient.remove();
    }
  }

  Cache<String, String> findings() {
    return findings;
  }

  /** Nothing of the patient opens any more, wherever a copy of it is. */
  boolean forget(String id) {
    // docs/keys/tenants.md
    return cacheManager.unwrap(TableKeySource.class).forget(id);
    // /docs/keys/tenants.md
  }

  @Override
  public void close() {
    cacheManager.close();
  }
}
