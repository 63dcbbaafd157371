package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.fixture.Undeclared;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is closed while calls are under way, as some then wait for ever. */
@Timeout(60)
class GuardedPortTest {
  private static final StoredKey KEY = Stored.key("k");
  private static final StoreCall<@Nullable SealedBytes> GET =
      new StoreCall.Get(KEY, OperationExpiry.silent());

  private static final StoreCall<Runnable> LISTEN =
      new StoreCall.Listen(new NotedEvents(List.of(), false));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Store store = new Store();
  private final StorePort port = new GuardedPort(store, true);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void close_whileACallThatWasBegunIsUnderWay_waitsForItsAnswer() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<@Nullable SealedBytes> answer = new CompletableFuture<>();
    store.beginning = () -> PendingCall.of(answer);
    Future<?> reading =
        threads.submit(
            () -> {
              PendingCall<@Nullable SealedBytes> begun = port.begin(GET);
              waiting.countDown();
              return begun.answer();
            });
    waiting.await();

    Future<?> closing = threads.submit(port::close);

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> closing.get(300, TimeUnit.MILLISECONDS));
    assertThat(store.closed).isFalse();
    answer.complete(null);
    reading.get();
    closing.get();
    assertThat(store.closed).isTrue();
  }

  @Test
  void close_afterACallThatCouldNotBegin_waitsForNothing() throws Exception {
    for (Throwable thrown : List.of(new IllegalStateException("not begun"), new Error("no"))) {
      store.beginning =
          () -> {
            throw Undeclared.thrown(thrown);
          };
      assertThatThrownBy(() -> port.begin(GET)).isSameAs(thrown);
      assertThatThrownBy(() -> port.make(GET)).isSameAs(thrown);
    }

    assertPasses(port::close);
    assertThat(store.closed).isTrue();
  }

  @Test
  void close_afterAnIteration_waitsForNothing() throws Exception {
    Iterator<ListedEntry> entries = port.make(new StoreCall.ListEntries(true));

    assertThat(entries.next().key()).isEqualTo(Stored.key("listed"));
    assertThat(entries.hasNext()).isFalse();
    assertPasses(port::close);
  }

  @Test
  void call_onceClosed_isRefused() {
    Iterator<ListedEntry> entries = port.make(new StoreCall.ListEntries(true));
    Runnable ending = port.make(LISTEN);
    port.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> port.begin(GET))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> port.make(GET));
    assertThatIllegalStateException().isThrownBy(entries::hasNext);
    assertThatIllegalStateException().isThrownBy(ending::run);
  }

  /** Whatever the store throws then. */
  @Test
  void failure_ofAStoreThatWasClosedMeanwhile_saysSo() {
    RuntimeException failure = new UnsupportedOperationException("gone");
    StorePort ungated = new GuardedPort(store, false);
    store.beginning =
        () ->
            () -> {
              throw failure;
            };

    Runnable ending = ungated.make(LISTEN);
    assertThatThrownBy(() -> ungated.make(GET)).isSameAs(failure);
    assertThatThrownBy(ending::run).isSameAs(failure);
    store.closed = true;
    assertThatIllegalStateException().isThrownBy(ending::run).withCause(failure);
    assertThatIllegalStateException()
        .isThrownBy(() -> ungated.make(GET))
        .withMessageContaining("closed")
        .withCause(failure);
    assertThatIllegalStateException()
        .isThrownBy(() -> ungated.begin(GET).answer())
        .withCause(failure);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                ungated
                    .make(new StoreCall.Together(List.of(new StoreCall.Remove(KEY, null))))
                    .get(0)
                    .answer())
        .withCause(failure);
  }

  /** Runs something on a thread of its own; fails if that waits at a gate, as it may for long. */
  private static void assertPasses(Runnable action) throws Exception {
    FutureTask<Object> task = new FutureTask<>(Executors.callable(action));
    Thread thread = new Thread(task);
    thread.start();
    while (!task.isDone()) {
      assertThat(LockSupport.getBlocker(thread) instanceof CallGate)
          .as("waits at a gate")
          .isFalse();
      thread.join(1);
    }
    task.get();
  }

  /** A test tells before how a call to it ends. */
  private static final class Store implements StorePort {
    private Supplier<PendingCall<@Nullable SealedBytes>> beginning =
        () -> PendingCall.<@Nullable SealedBytes>answered(null);
    private volatile boolean closed;

    @Override
    @SuppressWarnings("unchecked") // each call has the type of its answer
    public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
      if (call instanceof StoreCall.ListEntries) {
        return PendingCall.answered(
            (T) List.of(new ListedEntry(Stored.key("listed"), StorePort.FOREIGN)).iterator());
      } else if (call instanceof StoreCall.Together) {
        return PendingCall.answered((T) List.of(beginning.get()));
      } else if (call instanceof StoreCall.Listen) {
        Runnable ending = () -> beginning.get().answer();
        return PendingCall.answered((T) ending);
      }
      return (PendingCall<T>) beginning.get();
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }
  }
}
