package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache managers over one of Caffeine's. */
class CaffeineManagersTest {
  @TempDir Path directory;

  @Test
  void secondManagerWhoseFileCannotBeRead_leavesTheFirstOpen() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.conf"), "caffeine.jcache { }");
    Properties settings = StoreFixture.settings(CaffeineCachingProvider.class.getName());
    settings.setProperty("sealcache.store.uri", broken.toUri().toString());
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Cache<String, String> first =
          provider
              .getCacheManager(URI.create("urn:first"), null, settings)
              .createCache("first", new MutableConfiguration<>());
      first.put("a", "b");
      Files.writeString(broken, "caffeine.jcache {");

      assertThatThrownBy(() -> provider.getCacheManager(URI.create("urn:second"), null, settings))
          .isInstanceOf(CacheException.class);

      assertThat(first.get("a")).isEqualTo("b");
    }
  }
}
