package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.internal.store.GateWatch;
import io.sealcache.internal.store.PendingCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Infinispan in this JVM is closed while calls are under way, which then would wait for ever. */
@Timeout(60)
class InfinispanClosingTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean cacheClosed = new AtomicBoolean();
  private final InfinispanSession session =
      new InfinispanSession("Infinispan", cacheClosed::get, () -> cacheClosed.set(true));

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void close_whileACallThatWasBegunIsUnderWay_waitsForItsAnswer() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Future<?> removing =
        threads.submit(
            () -> {
              PendingCall<Boolean> begun = session.begin(() -> answer);
              waiting.countDown();
              return begun.answer();
            });
    waiting.await();

    Future<?> closing = threads.submit(session::close);

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS));
    assertThat(cacheClosed).isFalse();
    answer.complete(true);
    removing.get();
    closing.get();
    assertThat(cacheClosed).isTrue();
  }

  @Test
  void close_afterACallThatCouldNotBegin_waitsForNothing() throws Exception {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                session.begin(
                    () -> {
                      throw new IllegalStateException("not begun");
                    }));

    GateWatch.assertPasses(session::close);
    assertThat(cacheClosed).isTrue();
  }

  @Test
  void begin_onceClosed_isRefused() {
    session.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> session.begin(() -> CompletableFuture.completedFuture(true)))
        .withMessageContaining("closed");
  }
}
