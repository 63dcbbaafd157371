package io.sealcache;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.EntryAccess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits for an entry by an operation whose own work has taken all its time. */
@Timeout(60)
class EntryWaitTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final SlowLoad threads = new SlowLoad(STORES);

  @Test
  void hold_whenTheTimeIsOver_waitsForAnotherThreadOnlyWithAPartOfManyEntries() throws Exception {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            new EncryptedConfiguration<String, Integer>()
                .setContentionTimeout(Duration.ofSeconds(200)));
    EntryLocks locks = cache.components().locks();
    List<EntryAccess<Integer>> part = List.of(cache.components().store().of(null).entry("a"));
    long over = System.nanoTime();
    Future<?> processing =
        threads.start(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, none) -> {
                      threads.loading.countDown();
                      await(threads.mayEnd);
                      return "done";
                    }));
    await(threads.loading);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> locks.hold(part, true, over))
        .withMessageContaining("contention-timeout");
    Future<?> holding = threads.start(() -> locks.hold(part, false, over).close());
    awaitWaiting(cache, 1);
    threads.mayEnd.countDown();

    processing.get();
    holding.get();
  }

  @Test
  void twoReplacingLoadsOfAnEntry_areWonByOne() {
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.CAFFEINE);
    EntryLocks locks = cache.components().locks();
    EntryAccess<Integer> entry = cache.components().store().of(null).entry("a");
    try (Load first = new Load(locks, false, false);
        Load second = new Load(locks, false, false)) {
      assertThat(first.join(entry)).isSameAs(first);
      assertThat(second.join(entry)).isSameAs(second);

      assertThat(locks.outdateOthers(entry, second, () -> second.isUpToDate(entry))).isTrue();
      assertThat(locks.outdateOthers(entry, first, () -> first.isUpToDate(entry))).isFalse();
      assertThat(second.isUpToDate(entry)).isTrue();
    }
  }
}
