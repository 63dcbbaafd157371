package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.WatchedProvider;
import io.sealcache.core.Workers;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ThreadsPerValueTest {
  private final WatchedProvider provider = new WatchedProvider();
  private final byte[] large = new byte[2 << 20];

  @BeforeEach
  void register() {
    Security.addProvider(provider);
  }

  /** Other tests leave it something to do. */
  private static void awaitIdleCommonPool() {
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void unregister() {
    Security.removeProvider(WatchedProvider.NAME);
  }

  @Test
  void one_isTheCallersAlone() {
    assertSealedAndOpenedBy("1", 1);
  }

  @Test
  void two_areTheCallerAndOneOfTheCommonPool() {
    assertSealedAndOpenedBy("2", 2);
  }

  @Test
  void anythingElse_isRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> fixture("0"))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            "'sealcache.threads-per-value' is '0'; it must be a number from 1 to 10000");
  }

  private void assertSealedAndOpenedBy(String setting, int threads) {
    try (StoreFixture fixture = fixture(setting)) {
      EncryptedCache<String, byte[]> cache = fixture.create("large");

      awaitIdleCommonPool();
      Workers sealing = new Workers(threads);
      provider.watch(sealing);
      cache.put("k", large);
      awaitIdleCommonPool();
      Workers opening = new Workers(threads);
      provider.watch(opening);
      byte[] value = cache.get("k");

      assertThat(Arrays.equals(value, large)).isTrue();
      assertThat(sealing.seen()).hasSize(threads).contains(Thread.currentThread());
      assertThat(opening.seen()).hasSize(threads).contains(Thread.currentThread());
    }
  }

  private static StoreFixture fixture(String setting) {
    return StoreFixture.over(
        TestStore.CAFFEINE,
        Map.of(
            "sealcache.threads-per-value",
            setting,
            "sealcache.jca-provider",
            WatchedProvider.NAME,
            "sealcache.codec",
            "bytes"));
  }
}
