package io.sealcache.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Caches whose keys Vault wraps, by settings alone. */
@Timeout(300)
class VaultSettingsTest {
  private static final String DECRYPT = "transit/decrypt/caches";
  private static final String DATAKEY = "transit/datakey/wrapped/caches";

  @RegisterExtension private final VaultSetup setup = new VaultSetup();

  private CacheManager manager(Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(more);
    settings.put(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.put("sealcache.kms", "vault:" + setup.address("caches", setup.byKubernetes()));
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(null, null, settings);
  }

  private Path keyTable() throws IOException {
    return Files.createDirectory(
        setup.file("keys"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Cache<Integer, Integer> numbers(CacheManager manager, String name) {
    return manager.createCache(
        name,
        new EncryptedConfiguration<Integer, Integer>()
            .setTypes(Integer.class, Integer.class)
            .setTenant(name));
  }

  @Test
  void keyring_isAskedForOnceHoweverManyOperations() throws IOException {
    Map<String, String> settings =
        Map.of("sealcache.keyring", setup.keyring().toString(), "sealcache.context", "shop");
    try (CacheManager manager = manager(settings)) {
      Cache<Integer, Integer> numbers = numbers(manager, "numbers");
      for (int i = 0; i < 10_000; i++) {
        numbers.put(i % 100, i);
        numbers.get(i % 200);
      }

      assertThat(numbers.get(99)).isEqualTo(9_999);
      assertThat(setup.vault().requests(DECRYPT)).isEqualTo(2); // as the file was made, and read
    }
  }

  @Test
  void keyTable_asksTwiceForTheKeysOfEachName() throws IOException {
    Path table = keyTable();
    Map<String, String> settings = Map.of("sealcache.key-table", table.toString());
    try (CacheManager manager = manager(settings)) {
      for (String person : new String[] {"ada", "bob"}) {
        Cache<Integer, Integer> cache = numbers(manager, person);
        for (int i = 0; i < 1_000; i++) {
          cache.put(1, i);
          assertThat(cache.get(1)).isEqualTo(i);
        }
      }
      assertThat(setup.vault().requests(DATAKEY)).isEqualTo(3);
      assertThat(setup.vault().requests(DECRYPT)).isEqualTo(3);
    }
  }

  @Test
  void keyTableOfAnotherApplication_failsTheStart() throws IOException {
    Path table = keyTable();
    Map<String, String> shop =
        Map.of("sealcache.key-table", table.toString(), "sealcache.context", "shop");
    Map<String, String> bank =
        Map.of("sealcache.key-table", table.toString(), "sealcache.context", "bank");
    manager(shop).close();

    assertThatThrownBy(() -> manager(bank).close())
        .hasStackTraceContaining("wrapped for another context");
    manager(shop).close();
  }
}
