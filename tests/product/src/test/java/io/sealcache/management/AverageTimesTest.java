package io.sealcache.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AverageTimesTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @Test
  void averageTimes_areOfEachKindAndWithoutThatOfLoads() {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<String, Integer>()
                .setReadThrough(true)
                .setCacheLoaderFactory(UserCode.loader(key -> afterASecond()))
                .setStatisticsEnabled(true));
    CacheStatisticsMXBean statistics = Inside.statistics(cache);

    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.getAll(Set.of("b"))).hasSize(1);
    assertThat(statistics.getAverageGetTime()).isBetween(0.001f, 400_000f);
    assertThat(statistics.getAveragePutTime()).isZero();
    assertThat(statistics.getAverageRemoveTime()).isZero();

    cache.put("a", 2);
    assertThat(statistics.getAveragePutTime()).isPositive();
    assertThat(cache.remove("a")).isTrue();
    assertThat(statistics.getAverageRemoveTime()).isPositive();
  }

  private static int afterASecond() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(1)) {
      LockSupport.parkNanos(1_000_000);
    }
    return 1;
  }
}
