package io.sealcache;

import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/** An application that is loaded with all it needs by one class loader, and closes nothing. */
public final class ForgetfulApplication {
  private ForgetfulApplication() {}

  /** Opens and uses a cache, which tells of itself by all of its MBeans. */
  public static void run(String storeProvider, String uri) {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", storeProvider);
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    Cache<String, Integer> cache =
        new EncryptedCachingProvider()
            .getCacheManager(
                URI.create(uri), ForgetfulApplication.class.getClassLoader(), properties)
            .createCache(
                "forgotten",
                new MutableConfiguration<String, Integer>()
                    .setStatisticsEnabled(true)
                    .setManagementEnabled(true));
    cache.put("a", 1);
    if (cache.get("a") == null) {
      throw new IllegalStateException("The cache doesn't work");
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
