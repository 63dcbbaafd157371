package io.sealcache.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.store.ApplicationGate;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApplicationGateTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final ApplicationGate<Closeable> calls = gate(() -> events.add("closed"));

  private static ApplicationGate<Closeable> gate(Closeable code) {
    return new ApplicationGate<>(
        code, "cache loader", CacheLoaderException.class, CacheLoaderException::new);
  }

  @Test
  void close_fromWithinACall_doesNotWaitForItself() {
    calls.run(
        code -> {
          calls.close();
          return events.add("call ended");
        });

    assertThat(events).containsExactly("closed", "call ended");
    assertThatIllegalStateException().isThrownBy(() -> calls.run(code -> true));
  }

  @Test
  void close_interrupted_closesAllTheSameAndStaysInterrupted() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller = started(() -> calls.run(code -> held(begun, mayEnd)));
    begun.await();
    Thread closer =
        started(
            () -> {
              Thread.currentThread().interrupt();
              calls.close();
              interrupted.set(Thread.interrupted());
            });
    closer.join();
    mayEnd.countDown();
    caller.join();

    assertThat(events).containsExactly("closed", "call ended");
    assertThat(interrupted).isTrue();
  }

  @Test
  void destroyCache_withLoadsUnderWay_closesTheLoaderAfterTheLastCall() {
    AtomicInteger callsAfterClose = new AtomicInteger();
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      for (int round = 0; round < 300; round++) {
        var loader = new LoaderClosedOnce(callsAfterClose);
        Cache<String, Integer> cache =
            fixture
                .manager()
                .createCache(
                    "loading",
                    new MutableConfiguration<String, Integer>()
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> loader));
        cache.loadAll(Set.of("a", "b"), false, null);
        fixture.manager().destroyCache("loading");
        assertThat(loader.closed).isTrue();
      }
    }

    assertThat(callsAfterClose).hasValue(0);
  }

  private boolean held(CountDownLatch begun, CountDownLatch mayEnd) {
    begun.countDown();
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return events.add("call ended");
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static final class LoaderClosedOnce implements CacheLoader<String, Integer>, Closeable {
    private final AtomicInteger callsAfterClose;
    private volatile boolean closed;

    LoaderClosedOnce(AtomicInteger callsAfterClose) {
      this.callsAfterClose = callsAfterClose;
    }

    @Override
    public Integer load(String key) {
      return loadAll(Set.of(key)).size();
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      if (closed) {
        callsAfterClose.incrementAndGet();
      }
      return Map.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
