package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that wraps a manager's keys goes with the manager, and where none comes to be. */
class WrappingKeyCloseTest {
  @TempDir Path directory;

  @Test
  void closeOfManager_closesIt() throws Exception {
    try (StoreFixture fixture = over(TestStore.REFERENCE_IMPLEMENTATION, Map.of())) {
      PretendedService.Key wrapping = PretendedService.last();
      fixture.create("numbers").put("a", 1);
      assertThat(wrapping.isClosed()).isFalse();

      fixture.manager().close();

      assertThat(wrapping.isClosed()).isTrue();
    }
  }

  @Test
  void managerThatHasNoStore_closesIt() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                over(
                    TestStore.REFERENCE_IMPLEMENTATION,
                    Map.of("sealcache.store.provider", "no.such.Provider")))
        .withMessageContaining("no.such.Provider");

    assertThat(PretendedService.last().isClosed()).isTrue();
  }

  @Test
  void managerWhoseDeclaredCachesCannotOpen_closesIt() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("ehcache.xml"),
            """
            <config xmlns="http://www.ehcache.org/v3">
              <cache alias="declared">
                <key-type>java.lang.Integer</key-type><value-type>com.acme.Missing</value-type>
                <heap>10</heap>
              </cache>
            </config>
            """);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                over(
                    TestStore.EHCACHE_HEAP, Map.of("sealcache.store.uri", file.toUri().toString())))
        .withMessageContainingAll("com.acme.Missing", "'declared'");

    assertThat(PretendedService.last().isClosed()).isTrue();
  }

  private StoreFixture over(TestStore store, Map<String, String> more) throws IOException {
    Path keyring = directory.resolve("keyring");
    try (KeyEncryptionKey key = new PretendedService().open("1")) {
      KeyringFile.generate(Instant.EPOCH).write(keyring, key, Map.of());
    }
    Map<String, String> settings = new HashMap<>(more);
    settings.put("sealcache.master-key", "");
    settings.put("sealcache.index-key", "");
    settings.put("sealcache.keyring", keyring.toString());
    settings.put("sealcache.kms", "pretended:1");
    return StoreFixture.over(store, settings);
  }
}
