package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.sealcache.fixture.StoreContents;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Bucket4j limits rates by entry processors. */
class BucketsTest {
  private static final String USER = "CANARYuserCANARY";
  private static final int TOKENS = 200;
  private static final int THREADS = 4;

  @Test
  void bucket_isNeverOverdrawnAndItsUserNotShown() throws Exception {
    try (Settings settings = Settings.ofSealCache()) {
      Cache<String, byte[]> cache =
          settings.manager().createCache("buckets", new MutableConfiguration<String, byte[]>());
      BucketConfiguration limit =
          BucketConfiguration.builder()
              .addLimit(
                  bandwidth ->
                      bandwidth.capacity(TOKENS).refillIntervally(TOKENS, Duration.ofDays(1)))
              .build();
      BucketProxy bucket =
          Bucket4jJCache.entryProcessorBasedBuilder(cache)
              .build()
              .builder()
              .build(USER, () -> limit);

      assertThat(consumed(bucket)).isEqualTo(TOKENS);
      assertThat(StoreContents.of(settings.manager()).without(USER).size()).isEqualTo(1);
    }
  }

  private static int consumed(BucketProxy bucket) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Integer> consume =
          () -> (int) IntStream.range(0, TOKENS).filter(i -> bucket.tryConsume(1)).count();
      int sum = 0;
      for (Future<Integer> each : threads.invokeAll(Collections.nCopies(THREADS, consume))) {
        sum += each.get();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }
}
