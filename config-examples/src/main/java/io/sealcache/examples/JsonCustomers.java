package io.sealcache.examples;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.jackson.JsonCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Values as JSON, which any language reads that has the key. */
public final class JsonCustomers {
  private JsonCustomers() {}

  /**
   * Puts a customer into a cache and reads it back.
   *
   * @param codec {@code json} or {@code msgpack}
   */
  public static @Nullable Customer run(String masterKey, String codec, Customer customer) {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.master-key", masterKey);
    settings.setProperty("sealcache.index-key", masterKey);
    CachingProvider provider = Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");
    try (CacheManager manager = provider.getCacheManager(null, null, settings)) {
      Cache<String, Customer> customers =
          manager.createCache(
              "customers-" + codec,
              new EncryptedConfiguration<String, Customer>()
                  .setTypes(String.class, Customer.class)
                  .setCodec(codec));
      customers.put("ada@example.com", customer);
      return customers.get("ada@example.com");
    }
  }

  /** For values of a type with parameters, which its class alone doesn't tell. */
  public static EncryptedConfiguration<String, List<Customer>> ofLists() {
    EncryptedConfiguration<String, List<Customer>> configuration = new EncryptedConfiguration<>();
    // docs/codecs.md
    ClassLoader modules = JsonCustomers.class.getClassLoader();
    Type customers = new TypeReference<List<Customer>>() {}.getType();
    configuration.setCodecFactory(() -> new JsonCodec(modules).forType(customers));
    // /docs/codecs.md
    return configuration;
  }
}
