package io.sealcache.stores;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** A configuration file of Caffeine, run by Caffeine alone and by SealCache over it. */
final class CaffeineDropIn {
  private final URI file;

  private CaffeineDropIn(URI file) {
    this.file = file;
  }

  /**
   * Writes the file.
   *
   * @param body the content of {@code caffeine.jcache}
   */
  static CaffeineDropIn of(Path directory, String body) {
    try {
      String text = "caffeine.jcache {\n" + body + "\n}\n";
      return new CaffeineDropIn(
          Files.writeString(directory.resolve("application.conf"), text).toUri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CaffeineDropIn at(URI file) {
    return new CaffeineDropIn(file);
  }

  <T> T unencrypted(Function<CacheManager, T> program) {
    return run(new CaffeineCachingProvider(), new Properties(), program);
  }

  <T> T wrapped(Function<CacheManager, T> program) {
    Properties settings = StoreFixture.settings(CaffeineCachingProvider.class.getName());
    return run(new EncryptedCachingProvider(), settings, program);
  }

  private <T> T run(
      CachingProvider provider, Properties properties, Function<CacheManager, T> program) {
    try (provider) {
      return program.apply(provider.getCacheManager(file, null, properties));
    }
  }
}
