package io.sealcache.internal.store;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A call to a store that was begun. Most clients end theirs by themselves; where one never does,
 * its answer is waited for until two minutes after it was begun. So of calls that were begun
 * together all waits end together. Thread-safe.
 */
public final class PendingAnswer<T extends @Nullable Object> implements PendingCall<T> {
  /** Longer than clients try by themselves: what they say of a call tells more. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CompletionStage<T> begun;
  private final Duration patience;
  private final long deadline;

  PendingAnswer(CompletionStage<T> begun, Duration patience) {
    this.begun = begun;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** One that was begun just now. */
  public static <T extends @Nullable Object> PendingAnswer<T> of(CompletionStage<T> begun) {
    return new PendingAnswer<>(begun, PATIENCE);
  }

  /**
   * Waits for the answer.
   *
   * @throws IllegalStateException and {@link CacheException} as the store gave it; any other
   *     failure as the cause of a {@link CacheException}
   * @throws CacheException also if there is none in time, or the thread is interrupted, as it then
   *     stays: nobody knows what became of the call
   */
  @Override
  public T answer() {
    try {
      return begun
          .toCompletableFuture()
          .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          "Interrupted before the store answered; what it was asked for it may have done", e);
    } catch (TimeoutException e) {
      throw new CacheException(
          ("The store did not answer in %d s; what it was asked for it may yet do: see whether it"
                  + " can be reached, and whether its client has a timeout")
              .formatted(patience.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw explain(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) { // an IllegalStateException, which says of caches: closed
      throw new CacheException("The store gave up the call", e);
    }
  }

  /** The exception that a call which failed so is said to have thrown. */
  public static RuntimeException explain(Throwable failure) {
    if (failure instanceof CacheException || failure instanceof IllegalStateException) {
      return (RuntimeException) failure;
    }
    return new CacheException("The store failed", failure);
  }
}
