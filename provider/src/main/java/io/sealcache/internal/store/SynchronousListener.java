package io.sealcache.internal.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final ConcurrentMap<Change, Expectation> expected = new ConcurrentHashMap<>();

  SynchronousListener(StoreListener listener) {
    this.listener = listener;
  }

  /** Whether the registered listener is told of a change like this. */
  boolean hears(Change change) {
    return hears(change.removal() ? EventType.REMOVED : EventType.UPDATED);
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

  @Override
  public void dropped() {
    listener.dropped();
  }

  /** Keeps the event of {@code change}, which is about to be made, for the caller. */
  Expectation await(Change change) {
    return expected.compute(
        change, (c, known) -> (known == null ? new Expectation(change) : known).join());
  }

  @Override
  public void deliver(List<StoredEvent> events) {
    events.forEach(this::arrive);
  }

  private void arrive(StoredEvent event) {
    Change change = Change.of(event);
    Expectation expectation = change == null ? null : expected.get(change);
    if (expectation == null || !expectation.offer(event)) {
      listener.deliver(List.of(event));
    }
  }

  /** The event of a change that some callers wait for: all who try to make the same. */
  final class Expectation {
    private final Change change;
    private final CountDownLatch arrival = new CountDownLatch(1);
    private int callers;
    private @Nullable StoredEvent event;

    private Expectation(Change change) {
      this.change = change;
    }

    private synchronized Expectation join() {
      callers++;
      return this;
    }

    private synchronized @Nullable Expectation leave() {
      return --callers == 0 ? null : this;
    }

    private synchronized boolean offer(StoredEvent arrived) {
      if (callers == 0 || arrival.getCount() == 0) {
        return false; // nobody is left to take it, or it is a second one
      }
      event = arrived;
      arrival.countDown();
      return true;
    }

    // A change that no thread made, as far as is known, falls to the last to leave.
    private synchronized @Nullable StoredEvent take(boolean mine) {
      StoredEvent taken = mine || callers == 0 ? event : null;
      if (taken != null) {
        event = null;
      }
      return taken;
    }

    /** Waits for the event; false where it didn't come in time. */
    boolean arrives() {
      try {
        return arrival.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false; // the caller goes on, as after a time-out
      }
    }

    /**
     * Ends one caller's wait, and hands the event on if it is there.
     *
     * @param mine whether the caller made the change: otherwise another caller may have
     */
    void end(boolean mine) {
      expected.computeIfPresent(change, (c, known) -> known.leave());
      StoredEvent taken = take(mine);
      if (taken != null) {
        listener.deliver(List.of(taken));
      }
    }
  }
}
