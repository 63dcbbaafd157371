package io.sealcache.examples;

import java.net.URI;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Takes an application from the unencrypted caches of a store to encrypted ones in the same store.
 * By a URI of their own these are caches apart, so both may be in use while a deployment rolls.
 */
final class Migration {
  private static final String CUSTOMERS = "customers";
  private static final URI UNENCRYPTED = URI.create("unencrypted");

  private final HazelcastServer store;
  private final Properties keys;

  Migration(HazelcastServer store, Properties keys) {
    this.store = store;
    this.keys = keys;
  }

  /** The manager that the application had so far. */
  CacheManager unencrypted() {
    return Caching.getCachingProvider("com.hazelcast.client.cache.HazelcastClientCachingProvider")
        .getCacheManager(UNENCRYPTED, null, store.clientSettings());
  }

  /** The one that it has from now on. */
  CacheManager encrypted() {
    Properties settings = store.clientSettings();
    settings.setProperty("sealcache.store.uri", "encrypted"); // any name but the unencrypted one's
    settings.putAll(keys);
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(null, null, settings);
  }

  static Cache<String, Customer> customers(CacheManager manager) {
    Cache<String, Customer> known = manager.getCache(CUSTOMERS, String.class, Customer.class);
    return known != null
        ? known
        : manager.createCache(
            CUSTOMERS,
            new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class));
  }

  /**
   * Copies what is only in the one cache into the other; a cache may also start empty. Values that
   * the application wrote there already stay. The copies' lives begin anew.
   *
   * @param progress is told the number of entries looked at, every thousand and at the end
   */
  // docs/migration.md
  static <K, V> void copy(Cache<K, V> from, Cache<K, V> to, Consumer<Long> progress) {
    long seen = 0;
    for (Cache.Entry<K, V> entry : from) {
      to.putIfAbsent(entry.getKey(), entry.getValue());
      seen++;
      if (seen % 1_000 == 0) {
        progress.accept(seen);
      }
    }
    progress.accept(seen);
  }

  // /docs/migration.md

  /**
   * Once no JVM uses the unencrypted cache any more: what it holds can be read by whoever has it.
   */
  static void destroyUnencrypted(CacheManager unencrypted) {
    unencrypted.destroyCache(CUSTOMERS);
  }

  /** The customer that the application finds after all that. */
  @Nullable Customer run(String email, Consumer<Long> progress) {
    try (CacheManager unencrypted = unencrypted();
        CacheManager encrypted = encrypted()) {
      Cache<String, Customer> customers = customers(encrypted);
      copy(customers(unencrypted), customers, progress);
      destroyUnencrypted(unencrypted);
      return customers.get(email);
    }
  }
}
