package io.sealcache.internal.audit;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.concurrent.Throttle;
import io.sealcache.internal.jfr.KeyIds;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Hands on what is told, to all of others; but what operations of an application can cause as often
 * as they like only once a minute, together with how often it was. Thread-safe.
 */
final class BoundedTrail implements KeyTrail {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final List<KeyTrail> others;
  private final Map<AuditEvent, Slot> slots = new EnumMap<>(AuditEvent.class);

  private record Slot(Throttle throttle, LongAdder count) {}

  BoundedTrail(List<KeyTrail> others, LongSupplier nanoTime) {
    this.others = List.copyOf(others);
    for (AuditEvent event :
        List.of(
            AuditEvent.NAME_KEYS_LOADED,
            AuditEvent.NAME_KEYS_NOT_LOADED,
            AuditEvent.KMS_FAILED,
            AuditEvent.KMS_RESTORED,
            AuditEvent.TABLE_FAILED,
            AuditEvent.TABLE_RESTORED)) {
      slots.put(event, new Slot(new Throttle(INTERVAL, nanoTime), new LongAdder()));
    }
  }

  @Override
  public void started(String manager, String store, String source, KeyIds keys) {
    others.forEach(other -> other.started(manager, store, source, keys));
  }

  @Override
  public void loaded(KeyPlace place, boolean changed, KeyIds keys) {
    others.forEach(other -> other.loaded(place, changed, keys));
  }

  @Override
  public void nameLoaded(KeyPlace place, long count) {
    Slot slot = requireNonNull(slots.get(AuditEvent.NAME_KEYS_LOADED));
    slot.count().add(count);
    if (slot.throttle().admits()) {
      long told = slot.count().sumThenReset();
      others.forEach(other -> other.nameLoaded(place, told));
    }
  }

  @Override
  public void changed(KeyChange change) {
    others.forEach(other -> other.changed(change));
  }

  @Override
  public void failed(KeyFailure failure) {
    Slot slot = slots.get(failure.event());
    if (slot == null) {
      others.forEach(other -> other.failed(failure));
      return;
    }
    slot.count().add(failure.count());
    if (slot.throttle().admits()) {
      KeyFailure told = failure.withCount(slot.count().sumThenReset());
      others.forEach(other -> other.failed(told));
    }
  }
}
