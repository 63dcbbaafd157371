package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Threads that load, one of which takes until it may end. */
final class SlowLoad implements AutoCloseable {
  final CountDownLatch loading = new CountDownLatch(1);
  final CountDownLatch mayEnd = new CountDownLatch(1);
  final AtomicInteger loads = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Stores stores;

  SlowLoad(Stores stores) {
    this.stores = stores;
  }

  <V> EncryptedCache<String, V> cache(
      TestStore store, Duration timeout, Function<String, @Nullable V> loader) {
    return stores.create(
        store,
        new EncryptedConfiguration<String, V>()
            .setContentionTimeout(timeout)
            .setReadThrough(true)
            .setCacheLoaderFactory(UserCode.loader(loader)));
  }

  /** Whose load of {@code a} takes until it may end. */
  Cache<String, int[]> slow(TestStore store, Duration timeout) {
    return cache(
        store,
        timeout,
        key -> {
          if (key.equals("a")) {
            loads.incrementAndGet();
            loading.countDown();
            await(mayEnd);
          }
          return new int[] {7};
        });
  }

  Cache<String, int[]> slow(TestStore store) {
    return slow(store, Duration.ofSeconds(30));
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  <T> Future<T> start(Callable<T> action) {
    return threads.submit(action);
  }

  /** Returns once so many threads wait for a load, or for the processor that does. */
  static void awaitWaiting(Cache<?, ?> cache, int number) {
    while (waiting() < number) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(cache.getName() + ": they don't wait");
      }
      Thread.onSpinWait();
    }
  }

  private static long waiting() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getState() == Thread.State.TIMED_WAITING)
        .filter(each -> Arrays.stream(each.getValue()).anyMatch(SlowLoad::isWait))
        .count();
  }

  private static boolean isWait(StackTraceElement frame) {
    return frame.getClassName().startsWith("io.sealcache.internal.locks.");
  }

  @Override
  public void close() {
    mayEnd.countDown();
    threads.shutdownNow();
  }
}
