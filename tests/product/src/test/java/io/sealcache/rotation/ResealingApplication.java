package io.sealcache.rotation;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.fixture.ApplicationHeap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Has entries sealed anew, for {@link ResealedHeapTest}. */
final class ResealingApplication {
  static final String CACHE = "patients";
  static final int ENTRIES = 20;

  private ResealingApplication() {}

  /**
   * Runs it.
   *
   * @param arguments where to dump the heap before and after, what is no longer in use too, and a
   *     file with the entries' key and value
   */
  public static void main(String[] arguments) throws IOException {
    RotatingKeys keys = new RotatingKeys();
    Properties settings = new Properties();
    settings.put("sealcache.key-source", keys);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      CacheManager manager = provider.getCacheManager(null, null, settings);
      Cache<byte[], byte[]> cache =
          manager.createCache(
              CACHE,
              new MutableConfiguration<byte[], byte[]>().setTypes(byte[].class, byte[].class));
      fill(cache, Path.of(arguments[2]));
      System.gc(); // frees objects with the plaintext, but none that come now
      ApplicationHeap.dump(arguments[0], false);
      keys.rotate();
      Resealing done = StoredEntries.of(cache).reseal(1_000_000, soFar -> {});
      if (done.resealed() != ENTRIES) {
        throw new IllegalStateException("Not sealed anew: " + done);
      }
      ApplicationHeap.dump(arguments[1], false);
    }
  }

  private static void fill(Cache<byte[], byte[]> cache, Path file) throws IOException {
    String[] lines = Files.readString(file, StandardCharsets.US_ASCII).split("\n", -1);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] key = (lines[0] + (char) ('a' + i)).getBytes(StandardCharsets.US_ASCII);
      cache.put(key, lines[1].getBytes(StandardCharsets.US_ASCII));
    }
  }
}
