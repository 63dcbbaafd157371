package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Takes a store's events and keeps each that a caller awaits for this caller, who hands it on
 * itself; the others are handed on by the store's thread. Each event is handed on once.
 * Thread-safe.
 */
public final class SynchronousListener implements StoreListener {
  /** How long a caller waits for an event. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final StoreListener listener;
  private final Runnable heard;
  private final ConcurrentMap<Change, Expectation> expected = new ConcurrentHashMap<>();

  /**
   * @param heard runs when events come
   */
  SynchronousListener(StoreListener listener, Runnable heard) {
    this.listener = listener;
    this.heard = heard;
  }

  /**
   * A thread that awaits a write doesn't know whether it creates or updates, so both are to come.
   */
  @Override
  public boolean hears(EventType type) {
    return switch (type) {
      case CREATED, UPDATED ->
          listener.hears(EventType.CREATED) || listener.hears(EventType.UPDATED);
      case REMOVED, EXPIRED -> listener.hears(type);
    };
  }

  @Override
  public boolean isOldValueRequired() {
    // By which a removal is known to who awaits it.
    return listener.isOldValueRequired() || listener.hears(EventType.REMOVED);
  }

  /** To the store it isn't: who awaits an event is told by us. */
  @Override
  public boolean isSynchronous() {
    return false;
  }

  /** Keeps the event of {@code change}, which is about to be made, for the caller. */
  Expectation await(Change change) {
    return requireNonNull(
        expected.compute(
            change,
            (c, known) -> {
              Expectation joined = known == null ? new Expectation(change) : known;
              joined.callers++;
              return joined;
            }));
  }

  @Override
  public void deliver(List<StoredEvent> events) {
    heard.run();
    events.forEach(this::arrive);
  }

  private void arrive(StoredEvent event) {
    Change change = Change.of(event);
    Expectation expectation = change == null ? null : expected.get(change);
    // Nobody may be left to take it, or it is a second one.
    if (expectation == null || !expectation.arrival.complete(event)) {
      listener.deliver(List.of(event));
    }
  }

  /** The event of a change that some callers wait for: all who try to make the same. */
  final class Expectation {
    private final Change change;
    private final CompletableFuture<@Nullable StoredEvent> arrival = new CompletableFuture<>();
    private final AtomicBoolean handedOn = new AtomicBoolean();
    private int callers; // changed while the map computes

    private Expectation(Change change) {
      this.change = change;
    }

    /** Waits for the event; false where it didn't come in time. */
    boolean arrives() {
      try {
        return arrival.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS) != null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true; // the caller goes on, and nothing is late
      } catch (TimeoutException | ExecutionException e) {
        return false;
      }
    }

    /**
     * Ends one caller's wait, and hands the event on if it is there.
     *
     * @param mine whether the caller made the change: a change that no caller made, as far as is
     *     known, falls to the last to leave
     */
    void end(boolean mine) {
      boolean isLast =
          expected.computeIfPresent(change, (c, known) -> --known.callers == 0 ? null : known)
              == null;
      if (isLast) { // an event that comes from now on is the store's thread's
        arrival.complete(null);
      }
      StoredEvent event = arrival.getNow(null);
      if (event != null && (mine || isLast) && handedOn.compareAndSet(false, true)) {
        listener.deliver(List.of(event));
      }
    }
  }
}
