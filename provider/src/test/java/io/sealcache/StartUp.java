package io.sealcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * An application in a JVM of its own that opens a cache by the JCache API alone; prints what it is
 * told if it can't. Its argument is the URI of the cache manager.
 */
final class StartUp {
  private StartUp() {}

  public static void main(String[] arguments) {
    try {
      CachingProvider provider = Caching.getCachingProvider();
      URI uri = arguments.length == 0 ? null : URI.create(arguments[0]);
      CacheManager manager = provider.getCacheManager(uri, null);
      manager.createCache("started", new MutableConfiguration<String, String>()).put("a", "b");
      System.out.println("started over " + manager.unwrap(EncryptedCacheManager.class).getURI());
      provider.close();
    } catch (RuntimeException | Error e) {
      System.out.println(messages(e));
    }
    System.exit(0); // also where a store leaves threads behind
  }

  private static List<String> messages(@Nullable Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      messages.add(at.toString());
    }
    return messages;
  }
}
