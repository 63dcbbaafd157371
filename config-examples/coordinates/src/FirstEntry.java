import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Puts an entry into a cache and reads it again; the settings are system properties. */
public final class FirstEntry {
  private FirstEntry() {}

  public static void main(String[] arguments) {
    try (CachingProvider provider =
            Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");
        CacheManager manager = provider.getCacheManager()) {
      Cache<String, String> cache =
          manager.createCache(
              "first",
              new MutableConfiguration<String, String>().setTypes(String.class, String.class));
      cache.put("ada@example.com", "Ada Lovelace");
      System.out.println(
          cache.get("ada@example.com") + " by " + System.getProperty("sealcache.store.provider"));
    }
    System.exit(0); // whatever threads a store leaves
  }
}
