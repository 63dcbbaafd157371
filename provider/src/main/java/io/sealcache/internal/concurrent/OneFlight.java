package io.sealcache.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One thread at a time asks for the keys of a name; others share what comes of it. A thread waits
 * for a bounded time. A failure is remembered for a second, so that a service that is down isn't
 * asked again by each. Thread-safe; no lock is held while it asks.
 *
 * @param <T> what is asked for
 */
public final class OneFlight<T> {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MANY = 1_000;

  private final ConcurrentMap<String, Flight<T>> flights = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  public OneFlight(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** One thread's work for a name. Equal by identity. */
  private static final class Flight<T> {
    final CompletableFuture<@Nullable T> end = new CompletableFuture<>();
    volatile long failedAt;
    volatile boolean brokenOff; // an interrupt, an Error or a change: no answer to others
  }

  /**
   * Asks, or shares what another thread is told; asks again where {@link #breakOff} came before the
   * answer.
   *
   * @param ask gets what runs an action, and returns whether it did: not once {@link #breakOff}
   *     came, which waits for one that runs
   * @throws IllegalStateException if that thread failed less than a second ago, or takes too long
   * @throws RuntimeException what {@code ask} throws
   */
  public @Nullable T share(String name, Function<Predicate<Runnable>, @Nullable T> ask) {
    boolean again = false;
    while (true) {
      Flight<T> mine = new Flight<>();
      Flight<T> there = flights.putIfAbsent(name, mine);
      if (there == null) {
        @Nullable T answer = run(name, mine, ask);
        if (flights.remove(name, mine)) {
          mine.end.complete(answer);
          return answer;
        }
      } else if (!isOver(name, there)) {
        awaitEnd(there);
        T answer = there.brokenOff ? null : answer(there);
        if (answer != null || (again && !there.brokenOff)) {
          return answer;
        }
        again = true; // that there is none may have been read before this thread came
      }
    }
  }

  /** Waits for no answer: what is asked for a name now is none, and others ask again. */
  public void breakOff(String name) {
    flights.computeIfPresent(
        name,
        (key, there) -> {
          there.brokenOff = true;
          there.end.complete(null);
          return null;
        });
  }

  private boolean runUnlessBrokenOff(String name, Flight<T> mine, Runnable action) {
    flights.computeIfPresent(
        name,
        (key, there) -> {
          if (there == mine) {
            action.run();
          }
          return there;
        });
    return !mine.brokenOff;
  }

  private @Nullable T run(
      String name, Flight<T> mine, Function<Predicate<Runnable>, @Nullable T> ask) {
    try {
      return ask.apply(action -> runUnlessBrokenOff(name, mine, action));
    } catch (Throwable e) {
      mine.failedAt = nanoTime.getAsLong();
      if (e instanceof Error || Thread.currentThread().isInterrupted()) {
        mine.brokenOff = true;
        flights.remove(name, mine);
      }
      mine.end.completeExceptionally(e);
      if (flights.size() > MANY) {
        sweep();
      }
      throw e;
    }
  }

  /** Whether it ended so long ago that nobody shares it; it is then forgotten. */
  private boolean isOver(String name, Flight<T> there) {
    boolean over =
        there.end.isCompletedExceptionally()
            && nanoTime.getAsLong() - there.failedAt >= FAILURE_NANOS;
    if (over) {
      flights.remove(name, there);
    }
    return over;
  }

  /** Forgets failures that nobody asks about any more. */
  public void sweep() {
    flights.forEach(this::isOver);
  }

  private static <T> @Nullable T answer(Flight<T> there) {
    try {
      return there.end.getNow(null);
    } catch (RuntimeException e) {
      Throwable failure = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          String.valueOf(failure.getMessage()),
          failure.getCause() == null ? failure : failure.getCause());
    }
  }

  private static void awaitEnd(Flight<?> there) {
    try {
      there.end.get(WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // whoever shares it is told
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Another thread asks for the keys of the same name, for longer than " + WAIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The wait for the keys of a name was interrupted", e);
    }
  }
}
