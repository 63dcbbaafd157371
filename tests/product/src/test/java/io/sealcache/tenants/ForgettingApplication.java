package io.sealcache.tenants;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.ApplicationHeap;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * Has a name forgotten, and meets another one that somebody else has forgotten, for {@link
 * ForgottenHeapTest}.
 */
final class ForgettingApplication {
  static final String CACHE = "patients";
  static final String FORGOTTEN = "patient 17";
  static final String FORGOTTEN_ELSEWHERE = "patient 18";

  private ForgettingApplication() {}

  /**
   * Runs it.
   *
   * @param arguments where to dump the heap before and after, the key table, and the directory for
   *     the names' records
   */
  public static void main(String[] arguments) throws Exception {
    EncryptedCachingProvider provider = new EncryptedCachingProvider();
    CacheManager manager = provider.getCacheManager();
    TableKeySource keys = manager.unwrap(TableKeySource.class);
    List<Cache<String, String>> caches = new ArrayList<>();
    Path elsewhere = Path.of("");
    try {
      for (String name : List.of(FORGOTTEN, FORGOTTEN_ELSEWHERE)) {
        Cache<String, String> cache =
            manager.createCache(
                CACHE + caches.size(),
                new EncryptedConfiguration<String, String>().setTenant(name));
        caches.add(cache);
        cache.put("name", "value");
        ApplicationHeap.require("value".equals(cache.get("name")));
        elsewhere = record(Path.of(arguments[2]), keys.recordId(name));
        Files.copy(elsewhere, Path.of(arguments[3], name));
        Files.writeString(Path.of(arguments[3], name + ".id"), keys.recordId(name));
      }
      ApplicationHeap.dump(arguments[0], true);
      ApplicationHeap.require(keys.forget(FORGOTTEN));
      Files.delete(elsewhere); // as another JVM does
      while (keys.existingKeyring(FORGOTTEN_ELSEWHERE) != null) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      for (Cache<String, String> cache : caches) {
        ApplicationHeap.require(cache.get("name") == null);
      }
      ApplicationHeap.dump(arguments[1], true);
    } finally {
      Reference.reachabilityFence(List.of(provider, manager, caches));
    }
  }

  private static Path record(Path table, String id) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.getFileName().toString().equals(id))
          .findFirst()
          .orElseThrow();
    }
  }
}
