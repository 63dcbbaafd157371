package io.sealcache.lifecycle;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * An application that is loaded with all it needs by one class loader, and closes its manager in
 * the end.
 */
public final class DeployedApplication {
  @SuppressWarnings("UnusedVariable") // referred to is all it has to be
  private static @Nullable CachingProvider kept;

  private DeployedApplication() {}

  /** Opens and uses a cache, which tells of itself by all of its MBeans. */
  public static void run(String storeProvider, String uri) {
    use(
        new EncryptedCachingProvider(),
        storeProvider,
        uri,
        Map.of("sealcache.master-key", StoreFixture.MASTER_KEY));
  }

  /**
   * As above, with keys that a thread loads again and again, and a provider that is known for as
   * long as this class is, as JCache's own class knows those that were asked for.
   *
   * @param keyring a file to be made
   */
  public static void runWithServedKeys(String storeProvider, String uri, String keyring)
      throws IOException {
    try (KeyEncryptionKey key = new PretendedService().open("1")) {
      KeyringFile.generate(Instant.EPOCH).write(Path.of(keyring), key, Map.of());
    }
    kept = new EncryptedCachingProvider();
    use(
        kept,
        storeProvider,
        uri,
        Map.of("sealcache.keyring", keyring, "sealcache.kms", "pretended:1"));
  }

  private static void use(
      CachingProvider provider, String storeProvider, String uri, Map<String, String> keys) {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", storeProvider);
    if (storeProvider.equals(TestStore.EHCACHE_HEAP.providerClass())) {
      properties.put("sealcache.store.uri", "urn:X-ehcache:jsr107-default-config");
    }
    properties.putAll(keys);
    try (CacheManager manager =
        provider.getCacheManager(
            URI.create(uri), DeployedApplication.class.getClassLoader(), properties)) {
      Cache<String, Integer> cache =
          manager.createCache(
              "forgotten",
              new MutableConfiguration<String, Integer>()
                  .setStatisticsEnabled(true)
                  .setManagementEnabled(true));
      cache.put("a", 1);
      if (cache.get("a") == null) {
        throw new IllegalStateException("The cache doesn't work");
      }
    }
  }

  private enum Component {
    ONE
  }

  private record OfOurs(Component component) {}

  /**
   * The JDK remembers the class that the last record of all compared was made of, and so its
   * loader: this one displaces others.
   */
  public static void displaceOthersRecords() {
    OfOurs ours = new OfOurs(Component.ONE);
    if (!ours.equals(new OfOurs(Component.ONE))
        || ours.hashCode() == 0
        || ours.toString().isEmpty()) {
      throw new IllegalStateException("Records are broken");
    }
  }
}
