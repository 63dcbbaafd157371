package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.crypto.WatchedProvider;
import io.sealcache.internal.crypto.Workers;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ThreadsPerValueTest {
  private final WatchedProvider provider = new WatchedProvider();
  private final byte[] large = new byte[2 << 20];

  @BeforeEach
  void register() {
    Security.addProvider(provider);
  }

  @AfterEach
  void unregister() {
    Security.removeProvider(WatchedProvider.NAME);
  }

  @Test
  void one_isTheCallersAlone() {
    assertThat(workers("1", 1)).containsExactly(Thread.currentThread());
  }

  @Test
  void two_areTheCallerAndOneOfTheCommonPool() {
    assertThat(workers("2", 2)).hasSize(2).contains(Thread.currentThread());
  }

  @Test
  void anythingElse_isRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> fixture("0"))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            "'sealcache.threads-per-value' is '0'; it must be a number from 1 to 10000");
  }

  private Set<Thread> workers(String setting, int expected) {
    try (StoreFixture fixture = fixture(setting)) {
      EncryptedCache<String, byte[]> cache = fixture.create("large");
      Workers workers = new Workers(expected);
      provider.watch(workers);

      cache.put("k", large);

      assertThat(Arrays.equals(cache.get("k"), large)).isTrue();
      return workers.seen();
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
