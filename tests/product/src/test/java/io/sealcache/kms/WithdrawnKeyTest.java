package io.sealcache.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.PretendedService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of a key management service that is withdrawn while an application runs. */
class WithdrawnKeyTest {
  @TempDir private Path directory;
  private @Nullable String failure;

  private boolean works(EncryptedCache<String, Integer> cache) {
    try {
      cache.put("a", 1);
      failure = null;
      return Integer.valueOf(1).equals(cache.get("a"));
    } catch (CacheException e) {
      failure = String.valueOf(e.getCause());
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      Thread.sleep(20);
    }
  }

  /** Once the service gives the key back, they work again. */
  private void operationsStopAfterTheGrace(String place, Path keys) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(StoreFixture.keyring(keys));
    settings.remove("sealcache.keyring");
    settings.put(place, keys.toString());
    settings.put("sealcache.kms", "pretended:7");
    settings.put("sealcache.kms.refresh", "50ms");
    settings.put("sealcache.kms.grace", "2s");
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings)) {
      EncryptedCache<String, Integer> cache = fixture.create("numbers");
      PretendedService.Key key = PretendedService.last();
      assertThat(works(cache)).isTrue();

      key.withdraw();
      await(() -> !works(cache));
      assertThat(failure).contains("grace");
      key.giveBack();

      await(() -> works(cache));
    }
  }

  @Test
  void withdrawnKey_ofAKeyringFile_stopsOperationsUntilItIsBack() throws Exception {
    Path file = directory.resolve("keyring");
    KeyringFile.generate(Instant.EPOCH).write(file, new PretendedService().open("7"), Map.of());

    operationsStopAfterTheGrace("sealcache.keyring", file);
  }

  @Test
  void withdrawnKey_ofAKeyTable_stopsOperationsUntilItIsBack() throws Exception {
    operationsStopAfterTheGrace("sealcache.key-table", directory);
  }
}
