package io.sealcache.internal.audit;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.jfr.KeyIds;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is told of keys. Thread-safe. */
public final class AuditCounts implements KeyTrail {
  private final Map<AuditEvent, LongAdder> counts = new EnumMap<>(AuditEvent.class);

  AuditCounts() {
    for (AuditEvent event : AuditEvent.values()) {
      if (event != AuditEvent.UNREADABLE) {
        counts.put(event, new LongAdder());
      }
    }
  }

  /** How often each has happened, by its name; 0 for what has not. */
  public SortedMap<String, Long> times() {
    SortedMap<String, Long> times = new TreeMap<>();
    counts.forEach((event, count) -> times.put(event.text(), count.sum()));
    return times;
  }

  private void add(AuditEvent event) {
    requireNonNull(counts.get(event)).increment();
  }

  @Override
  public void started(String manager, String store, String source, KeyIds keys) {
    add(AuditEvent.STARTED);
  }

  @Override
  public void loaded(KeyPlace place, boolean changed, KeyIds keys) {
    add(changed ? AuditEvent.KEYS_LOADED : AuditEvent.KEYS_UNCHANGED);
  }

  @Override
  public void nameLoaded(KeyPlace place, long count) {
    add(AuditEvent.NAME_KEYS_LOADED);
  }

  @Override
  public void changed(KeyChange change) {
    add(change.event());
  }

  @Override
  public void failed(KeyFailure failure) {
    add(failure.event());
  }
}
