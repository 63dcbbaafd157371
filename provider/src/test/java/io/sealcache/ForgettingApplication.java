package io.sealcache;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Has a name forgotten, for {@link ForgottenHeapTest}. */
final class ForgettingApplication {
  static final String CACHE = "patients";
  static final String NAME = "patient 17";

  private ForgettingApplication() {}

  /**
   * Runs it.
   *
   * @param arguments where to dump the heap before and after, the key table, and where to put the
   *     name's record
   */
  public static void main(String[] arguments) throws IOException {
    EncryptedCachingProvider provider = new EncryptedCachingProvider();
    CacheManager manager = provider.getCacheManager();
    Cache<String, String> cache =
        manager.createCache(CACHE, new EncryptedConfiguration<String, String>().setTenant(NAME));
    try {
      cache.put("name", "value");
      require("value".equals(cache.get("name")));
      Files.copy(record(Path.of(arguments[2])), Path.of(arguments[3]));
      dump(arguments[0]);
      require(manager.unwrap(TableKeySource.class).forget(NAME));
      require(cache.get("name") == null);
      dump(arguments[1]);
    } finally {
      Reference.reachabilityFence(List.of(provider, manager, cache));
    }
  }

  private static Path record(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("0+"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("The cache doesn't work");
    }
  }

  private static void dump(String file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
  }
}
