package io.sealcache.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A call to a store that was begun. Its answer is asked for once, by the thread that began it.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface PendingCall<T extends @Nullable Object> {
  /** Longer than clients try by themselves: what they say of a call tells more. */
  Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Waits for the answer.
   *
   * @throws RuntimeException what the store threw instead
   */
  T answer();

  /** As this, of which only that it was done is of interest. */
  default PendingCall<Boolean> done() {
    return () -> {
      var unused = answer();
      return true;
    };
  }

  /** One that has been answered. */
  static <T extends @Nullable Object> PendingCall<T> answered(T answer) {
    return () -> answer;
  }

  /**
   * One that a client begun just now. Most clients end theirs by themselves; where one never does,
   * its answer is waited for until two minutes after it was begun. So of calls that were begun
   * together all waits end together.
   */
  static <T extends @Nullable Object> PendingCall<T> of(CompletionStage<T> begun) {
    return of(begun, PATIENCE);
  }

  /**
   * As above, with a time of its own.
   *
   * <p>Asked for its answer, it throws a {@link CacheException} or {@link IllegalStateException} as
   * the store gave it, and any other failure as the cause of a {@link CacheException}. It also
   * throws one if there is no answer in time, or the thread is interrupted, as it then stays:
   * nobody knows what became of the call.
   */
  static <T extends @Nullable Object> PendingCall<T> of(
      CompletionStage<T> begun, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    CompletableFuture<T> answer = begun.toCompletableFuture();
    return () -> {
      try {
        return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw interrupted(e);
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
    };
  }

  /** The exception of a call whose thread was interrupted, which it is again after this. */
  static CacheException interrupted(Exception failure) {
    Thread.currentThread().interrupt();
    return new CacheException(
        "Interrupted before the store answered; what it was asked for it may have done", failure);
  }

  /** The exception that a call which failed so is said to have thrown. */
  static RuntimeException explain(Throwable failure) {
    return failure instanceof CacheException || failure instanceof IllegalStateException
        ? (RuntimeException) failure
        : new CacheException("The store failed", failure);
  }

  /**
   * Begins calls before the first answer is waited for. None is under way any more when this
   * returns, whatever failed; but one may be that was given up.
   *
   * @param begin begins one, and gives what waits for its answer
   * @return answered, in the order of the calls; an {@link Error} is the cause of an exception
   */
  static <C> List<PendingCall<Boolean>> together(
      Collection<C> calls, Function<? super C, PendingCall<Boolean>> begin) {
    List<PendingCall<Boolean>> begun = new ArrayList<>(calls.size());
    calls.forEach(call -> begun.add(attempt(() -> begin.apply(call))));
    begun.replaceAll(call -> attempt(() -> answered(call.answer())));
    return begun;
  }

  private static PendingCall<Boolean> attempt(Supplier<PendingCall<Boolean>> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      RuntimeException failure = e instanceof RuntimeException known ? known : explain(e);
      return () -> {
        throw failure;
      };
    }
  }
}
