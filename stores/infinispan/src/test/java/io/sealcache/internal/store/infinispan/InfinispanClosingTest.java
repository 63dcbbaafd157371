package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.internal.store.GateWatch;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.SynchronousEvents;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Infinispan in this JVM is closed while calls are under way, which then would wait for ever. */
@Timeout(60)
class InfinispanClosingTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean cacheClosed = new AtomicBoolean();
  private final InfinispanEmbeddedSession session = new InfinispanEmbeddedSession(cache());

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void close_whileACallThatWasBegunIsUnderWay_waitsForItsAnswer() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    InfinispanCalls calls =
        callsWhoseRemoval(
            () ->
                () -> {
                  waiting.countDown();
                  await(answered);
                  return !cacheClosed.get();
                });
    Future<?> removing = threads.submit(() -> calls.removeAll(Stored.keys("k")));
    waiting.await();

    Future<?> closing = threads.submit(calls::close);

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS));
    assertThat(cacheClosed).isFalse();
    answered.countDown();
    removing.get();
    closing.get();
    assertThat(cacheClosed).isTrue();
  }

  @Test
  void close_afterACallThatCouldNotBegin_waitsForNothing() throws Exception {
    InfinispanCalls calls =
        callsWhoseRemoval(
            () -> {
              throw new IllegalStateException("not begun");
            });
    assertThatIllegalStateException().isThrownBy(() -> calls.removeAll(Stored.keys("k")));

    GateWatch.assertPasses(calls::close);
    assertThat(cacheClosed).isTrue();
  }

  @Test
  void begin_onceClosed_isRefused() {
    session.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> session.begin(() -> () -> true))
        .withMessageContaining("closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private InfinispanCalls callsWhoseRemoval(Supplier<BooleanSupplier> beginning) {
    InfinispanEntries<?> entries =
        (InfinispanEntries<?>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {InfinispanEntries.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("beginRemove")) {
                    return beginning.get();
                  }
                  throw new AssertionError("Nothing else is asked: " + method);
                });
    return new InfinispanCalls(
        entries, new SynchronousEvents("orders", new NoListeners()), session);
  }

  @SuppressWarnings("unchecked") // it answers nothing
  private Cache<String, Object> cache() {
    return (Cache<String, Object>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                cacheClosed.set(true);
                return null;
              }
              throw new AssertionError("Nothing else is asked: " + method);
            });
  }

  private static final class NoListeners implements ListenerRegistry {
    @Override
    public void register(StoreListener listener) {}

    @Override
    public void deregister(StoreListener listener) {}
  }
}
