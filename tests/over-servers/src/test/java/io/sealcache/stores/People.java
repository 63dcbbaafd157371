package io.sealcache.stores;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.keys.TenantResolver;
import io.sealcache.keys.table.TableKeySource;
import java.net.URI;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** A cache of an application in which each name has keys of its own, in a database. */
final class People {
  private static final ThreadLocal<@Nullable String> NAME = new ThreadLocal<>();

  private final TableKeySource keys;
  private final Cache<String, String> cache;

  private People(TableKeySource keys, Cache<String, String> cache) {
    this.keys = keys;
    this.cache = cache;
  }

  /**
   * Opens it, for later tasks.
   *
   * @param database the URL of a PostgreSQL
   * @param keyStore the path of a key store, whose key {@code kek} wraps
   */
  static void open(
      ClientApplication application, String database, String keyStore, String password) {
    HikariDataSource table = new HikariDataSource();
    table.setJdbcUrl(database);
    Properties settings = new Properties();
    settings.put("sealcache.master-key", "");
    settings.put("sealcache.index-key", "");
    settings.put(
        "sealcache.store.uri",
        requireNonNull(People.class.getResource("/redisson-jcache.yaml")).toString());
    settings.put("sealcache.key-table", table);
    settings.put("sealcache.key-table.max-age", "2s");
    settings.put("sealcache.keystore", keyStore);
    settings.put("sealcache.keystore.password", password);
    settings.put("sealcache.kms", "keystore:kek");
    CacheManager manager =
        application
            .manager()
            .getCachingProvider()
            .getCacheManager(URI.create("people"), null, settings);
    TenantResolver resolver = NAME::get;
    Cache<String, String> cache =
        manager.createCache(
            "people",
            new EncryptedConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setTenantResolverFactory(() -> resolver));
    application.keep(People.class, new People(manager.unwrap(TableKeySource.class), cache));
  }

  private static <T extends @Nullable Object> T of(int person, Supplier<T> work) {
    NAME.set("person " + person);
    try {
      return work.get();
    } finally {
      NAME.remove();
    }
  }

  /** Writes an entry for each of them, under this key. */
  void write(String key, int from, int to) {
    for (int person = from; person < to; person++) {
      String value = "of " + person;
      of(
          person,
          () -> {
            cache.put(key, value);
            return value;
          });
    }
  }

  /** How many have the entry that was written for them; each {@code step}th is asked. */
  int found(String key, int first, int to, int step) {
    int found = 0;
    for (int person = first; person < to; person += step) {
      found += ("of " + person).equals(of(person, () -> cache.get(key))) ? 1 : 0;
    }
    return found;
  }

  /** How many were forgotten who had keys. */
  int forget(int to, int step) {
    int forgotten = 0;
    for (int person = 0; person < to; person += step) {
      forgotten += keys.forget("person " + person) ? 1 : 0;
    }
    return forgotten;
  }
}
