package io.sealcache.kms;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.KeyringFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key management service of your own that gives null for a key. */
class ServiceWithoutKeyTest {
  @TempDir private Path directory;

  public static final class Keyless implements KeyManagementService {
    @Override
    public String scheme() {
      return "keyless";
    }

    @Override
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // as unchecked code does
    public KeyEncryptionKey open(String key) {
      return null;
    }
  }

  private static void assertRefused(String place, Path keys) {
    Map<String, Object> settings = new HashMap<>(StoreFixture.keyring(keys));
    settings.remove("sealcache.keyring");
    settings.put(place, keys.toString());
    settings.put("sealcache.kms", "keyless:caches");
    assertThatThrownBy(
            () -> StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings).close())
        .isInstanceOf(CacheException.class)
        .hasStackTraceContaining("Setting 'sealcache.kms': the service of 'keyless' gives no key");
  }

  @Test
  void keyringInClear_isNotTaken() throws Exception {
    Path file = directory.resolve("keyring");
    KeyringFile.generate(Instant.EPOCH).write(file);

    assertRefused("sealcache.keyring", file);
  }

  @Test
  void keyTable_isNotOpened() {
    assertRefused("sealcache.key-table", directory);
  }
}
