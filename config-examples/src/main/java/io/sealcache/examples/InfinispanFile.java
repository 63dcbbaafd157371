package io.sealcache.examples;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A cache that an Infinispan file declares, opened as it stands and encrypted. */
final class InfinispanFile {
  private InfinispanFile() {}

  static @Nullable Customer run(String masterKey, String indexKey) {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider", "org.infinispan.jcache.embedded.JCachingProvider");
    settings.setProperty("sealcache.master-key", masterKey);
    settings.setProperty("sealcache.index-key", indexKey);

    CachingProvider provider = Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");
    try (CacheManager manager = provider.getCacheManager(file(), null, settings)) {
      Cache<String, Customer> customers = manager.getCache("customers");
      customers.put(
          "ada@example.com",
          new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10)));
      return customers.get("ada@example.com");
    }
  }

  private static URI file() {
    URL resource = InfinispanFile.class.getResource("infinispan.xml");
    try {
      return Objects.requireNonNull(resource, "infinispan.xml").toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
