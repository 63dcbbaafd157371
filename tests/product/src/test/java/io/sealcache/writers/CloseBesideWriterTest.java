package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache is closed between a call of its writer and that of the store, which outlives it. */
@Timeout(60)
class CloseBesideWriterTest {
  private final CountDownLatch writes = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);

  private void write(String change) {
    if (change.endsWith("=2")) {
      writes.countDown();
      try {
        proceed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void close_whileTheWriterIsCalled_leavesNothingElseInTheStore() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER)) {
      EncryptedConfiguration<String, Integer> through =
          UserCode.<String, Integer>writingThrough(this::write);
      Cache<String, Integer> cache = fixture.create("numbers", through);
      cache.put("a", 1);
      FutureTask<Integer> put =
          Calls.started(
              () -> {
                cache.put("a", 2);
                return 2;
              });
      writes.await();
      Thread closing = new Thread(cache::close);
      closing.start();
      Calls.awaitTimedWaiting(closing);

      proceed.countDown();
      closing.join();

      assertThat(put.get()).isEqualTo(2);
      EncryptedCache<String, Integer> again = fixture.create("numbers", through);
      assertThat(again.get("a")).isEqualTo(2);
    }
  }
}
