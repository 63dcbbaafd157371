package io.sealcache.stores;

import io.sealcache.stores.ClientApplication.Answer;
import io.sealcache.stores.ClientApplication.Begin;
import io.sealcache.stores.ClientApplication.End;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A {@link ClientApplication} in a JVM that has no other one meanwhile. */
final class ClientJvm implements AutoCloseable {
  private static final int GOODBYE_SECONDS = 20;

  private final ClientProcess process;
  private final AtomicInteger callsUnderWay = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean reusable;

  private ClientJvm(ClientProcess process, boolean reusable) {
    this.process = process;
    this.reusable = reusable;
  }

  /** Starts one that uses SealCache over this store. */
  static ClientJvm sealing(List<String> options) {
    return start(options, ClientApplication.sealing().getName());
  }

  /**
   * Starts one; whatever fails in it fails at its first task.
   *
   * @param options system properties, as a command has them
   * @param provider the class name of its caching provider
   */
  static ClientJvm start(List<String> options, String provider) {
    return new ClientJvm(ClientProcess.take(), true).begin(options, provider);
  }

  /** Starts one that uses SealCache, in a JVM that these options start, and that ends with it. */
  static ClientJvm sealingAlone(List<String> options) {
    return new ClientJvm(ClientProcess.start(options), false)
        .begin(List.of(), ClientApplication.sealing().getName());
  }

  private ClientJvm begin(List<String> options, String provider) {
    process.tell(Begin.of(options, provider));
    return this;
  }

  /**
   * Has the application do it, and waits.
   *
   * @throws RuntimeException as the task threw it
   */
  // The application is the test's own, and answers null only to a task whose type says so.
  @SuppressWarnings({"unchecked", "NullAway"})
  <R extends @Nullable Object> R call(Task<R> task) {
    Answer answer;
    callsUnderWay.incrementAndGet();
    try {
      answer = process.ask(task);
    } finally {
      callsUnderWay.decrementAndGet();
    }
    if (answer.thrown() instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (answer.thrown() != null) {
      throw new IllegalStateException(answer.thrown());
    }
    return (R) answer.result();
  }

  /** Has the application do it while the test goes on. */
  <R extends @Nullable Object> CompletableFuture<R> begin(Task<R> task) {
    CompletableFuture<R> result = new CompletableFuture<>();
    daemon(
        () -> {
          try {
            result.complete(call(task));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  /** Leaves it no time to say goodbye: SIGKILL. */
  void kill() throws InterruptedException {
    reusable = false;
    process.kill();
  }

  /** Lets it close its caching provider; its JVM is another's then, or ends. */
  @Override
  public void close() throws InterruptedException {
    if (closed.getAndSet(true)) {
      return; // its JVM may be another's
    }
    if (reusable && callsUnderWay.get() == 0 && endsAlone()) {
      process.release();
    } else {
      process.end();
    }
  }

  // A JVM that has hung or failed is no place for another application.
  private boolean endsAlone() throws InterruptedException {
    CompletableFuture<Answer> ended = new CompletableFuture<>();
    daemon(
        () -> {
          try {
            ended.complete(process.ask(End.OF_APPLICATION));
          } catch (RuntimeException e) {
            ended.completeExceptionally(e);
          }
        });
    try {
      return ended.get(GOODBYE_SECONDS, TimeUnit.SECONDS).thrown() == null;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
