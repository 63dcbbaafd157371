package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Tells when something that keys depend on can't be asked, and when it can again. Thread-safe. */
public final class OutageWatch {
  private final KeyTrail trail;
  private final KeyPlace place;
  private final AuditEvent failed;
  private final AuditEvent restored;
  private final AtomicBoolean down = new AtomicBoolean();

  private OutageWatch(KeyTrail trail, KeyPlace place, AuditEvent failed, AuditEvent restored) {
    this.trail = trail;
    this.place = place;
    this.failed = failed;
    this.restored = restored;
  }

  /** Of the key that wraps others, wherever it is kept. */
  public static OutageWatch ofService(KeyTrail trail, KeyPlace place) {
    return new OutageWatch(trail, place, AuditEvent.KMS_FAILED, AuditEvent.KMS_RESTORED);
  }

  public static OutageWatch ofTable(KeyTrail trail, KeyPlace place) {
    return new OutageWatch(trail, place, AuditEvent.TABLE_FAILED, AuditEvent.TABLE_RESTORED);
  }

  /**
   * Makes a call. That it refuses what it was given, by an {@link IllegalArgumentException}, is an
   * answer and no outage: it is the caller's to tell.
   */
  public <T> T watch(String operation, Supplier<T> call) {
    T answer;
    try {
      answer = call.get();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      down.set(true);
      trail.failed(KeyFailure.of(failed, place, operation, 1, e, KeyIds.NONE));
      throw e instanceof RuntimeException known
          ? known
          : new IllegalStateException(
              "%s: '%s' failed; see the cause".formatted(place.source(), operation), e);
    }
    if (down.get() && down.compareAndSet(true, false)) {
      trail.failed(KeyFailure.over(restored, place));
    }
    return answer;
  }
}
