package io.sealcache.internal.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Tells when something that keys depend on can't be asked, and when it can again. Thread-safe. */
public final class OutageWatch {
  private final SecurityEvents events;
  private final KeyPlace place;
  private final EventName failed;
  private final EventName restored;
  private final AtomicBoolean down = new AtomicBoolean();

  public OutageWatch(SecurityEvents events, KeyPlace place, EventName failed, EventName restored) {
    this.events = events;
    this.place = place;
    this.failed = failed;
    this.restored = restored;
  }

  /** Of the key that wraps others, wherever it is kept. */
  public static OutageWatch ofService(SecurityEvents events, KeyPlace place) {
    return new OutageWatch(events, place, EventName.KMS_FAILED, EventName.KMS_RESTORED);
  }

  /**
   * Makes a call. That it refuses what it was given, by an {@link IllegalArgumentException}, is an
   * answer and no outage: it is the caller's to tell. Nor is it one that the thread is interrupted.
   */
  public <T> T watch(String operation, Supplier<T> call) {
    T answer;
    try {
      answer = call.get();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      if (!Thread.currentThread().isInterrupted()) {
        tell(operation, e);
      }
      throw e instanceof RuntimeException known
          ? known
          : new IllegalStateException(
              "%s: '%s' failed; see the cause".formatted(place.source(), operation), e);
    }
    if (down.get() && down.compareAndSet(true, false)) {
      events.accept(SecurityEvent.of(restored, place, KeyIds.NONE));
    }
    return answer;
  }

  /** Whether it couldn't be asked, and hasn't answered since. */
  public boolean isDown() {
    return down.get();
  }

  /** Tells that it can't be asked, as where a call doesn't end. */
  public void tell(String operation, Exception failure) {
    down.set(true);
    events.accept(SecurityEvent.failed(failed, place, operation, failure, KeyIds.NONE));
  }
}
