package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache is closed between a call of its writer and that of the store, which outlives it. */
@Timeout(60)
class CloseBesideWriterTest {
  private final CountDownLatch writes = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);

  private final Queue<String> written = new ConcurrentLinkedQueue<>();

  private void write(String change) {
    written.add(change);
    if (change.endsWith("=2")) {
      hang();
    }
  }

  private void hang() {
    writes.countDown();
    SlowLoad.await(proceed);
  }

  /** A put whose writer is called. */
  private FutureTask<Integer> putting(Cache<String, Integer> cache) throws InterruptedException {
    FutureTask<Integer> put =
        Calls.started(
            () -> {
              cache.put("a", 2);
              return 2;
            });
    writes.await();
    return put;
  }

  /** Lets what hangs go on, once closing waits for it, and closing end. */
  private void end(Thread closing) throws InterruptedException {
    Calls.awaitTimedWaiting(closing);
    proceed.countDown();
    closing.join();
  }

  @Test
  void close_whileTheWriterIsCalled_leavesNothingElseInTheStore() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER)) {
      EncryptedConfiguration<String, Integer> through =
          UserCode.<String, Integer>writingThrough(this::write);
      Cache<String, Integer> cache = fixture.create("numbers", through);
      cache.put("a", 1);
      FutureTask<Integer> put = putting(cache);
      Thread closing = new Thread(cache::close);
      closing.start();

      end(closing);

      assertThat(put.get()).isEqualTo(2);
      EncryptedCache<String, Integer> again = fixture.create("numbers", through);
      assertThat(again.get("a")).isEqualTo(2);
    }
  }

  @Test
  void close_whileAProcessorRuns_callsNoWriterAnyMore() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      Cache<String, Integer> cache =
          fixture.create("numbers", UserCode.<String, Integer>writingThrough(this::write));
      FutureTask<Integer> processing =
          Calls.started(
              () ->
                  cache.<Integer>invoke(
                      "a",
                      (entry, none) -> {
                        hang();
                        entry.setValue(1);
                        return 1;
                      }));
      writes.await();
      Thread closing = new Thread(cache::close);
      closing.start();

      end(closing);

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(processing::get)
          .withCauseInstanceOf(IllegalStateException.class);
      assertThat(written).isEmpty();
    }
  }

  @Test
  void close_byAnInterruptedThreadWhileTheWriterHangs_closesAllTheSameAndStaysInterrupted()
      throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      Cache<String, Integer> cache =
          fixture.create("numbers", UserCode.<String, Integer>writingThrough(this::write));
      FutureTask<Integer> put = putting(cache);
      Thread.currentThread().interrupt();

      assertTimeout(Duration.ofSeconds(5), cache::close);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(cache.isClosed()).isTrue();
      proceed.countDown();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(put::get)
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }
}
