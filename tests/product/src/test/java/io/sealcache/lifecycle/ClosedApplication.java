package io.sealcache.lifecycle;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.ApplicationHeap;
import io.sealcache.keys.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.jspecify.annotations.Nullable;

/** Uses a cache, closes what it opened and keeps it all, for {@link ClosedHeapTest}. */
final class ClosedApplication {
  static final String CACHE = "patients";

  private ClosedApplication() {}

  /**
   * Runs it.
   *
   * @param arguments where to dump the heap before and after closing, and the settings
   */
  public static void main(String[] arguments) throws IOException {
    Properties settings = new Properties();
    for (String setting : Arrays.asList(arguments).subList(2, arguments.length)) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    EncryptedCachingProvider provider = new EncryptedCachingProvider();
    CacheManager manager = provider.getCacheManager(null, null, settings);
    Cache<String, String> cache = manager.createCache(CACHE, new MutableConfiguration<>());
    List<Object> held = new ArrayList<>(List.of(provider, manager, cache));
    try {
      hold(cache, held);
      ApplicationHeap.require("value".equals(cache.get("name")));
      ApplicationHeap.dump(arguments[0], true);
      manager.close();
      ApplicationHeap.require(cache.isClosed());
      ApplicationHeap.dump(arguments[1], true);
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /**
   * All that a cache hands out: an iterator half way, entries, events, a value of many segments.
   */
  private static void hold(Cache<String, String> cache, List<Object> held) {
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            () -> (CacheEntryCreatedListener<String, String>) events -> events.forEach(held::add),
            null,
            false,
            true));
    cache.put("name", "value");
    cache.put("large", "v".repeat(1 << 20));
    cache.invoke(
        "name",
        (entry, none) -> {
          held.add(entry);
          return entry.getValue();
        });
    Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
    held.add(iterator);
    held.add(iterator.next());
    ApplicationHeap.require(held.size() >= 8);
  }

  /** A key source of the application, which reads 32 bytes from a file. */
  public static final class OwnKeys implements KeySource {
    static final String FILE = "test.key";

    private final Keyring keyring;

    public OwnKeys() {
      try {
        byte[] secret = Files.readAllBytes(Path.of(System.getProperty(FILE)));
        keyring = new Keyring(MasterKey.of(secret), List.of(), null);
        Arrays.fill(secret, (byte) 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }
}
