package io.sealcache.internal.audit;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.jfr.KeyIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is told of keys, and keeps when it was told last. Thread-safe. */
public final class AuditCounts implements KeyTrail {
  private final InstantSource clock;
  private final Map<AuditEvent, Count> counts = new EnumMap<>(AuditEvent.class);

  private static final class Count {
    private final LongAdder times = new LongAdder();
    private final AtomicLong latest = new AtomicLong(); // in milliseconds
  }

  AuditCounts(InstantSource clock) {
    this.clock = clock;
    for (AuditEvent event : AuditEvent.values()) {
      if (event != AuditEvent.UNREADABLE) {
        counts.put(event, new Count());
      }
    }
  }

  /** How often each has happened, by its name; 0 for what has not. */
  public SortedMap<String, Long> times() {
    SortedMap<String, Long> times = new TreeMap<>();
    counts.forEach((event, count) -> times.put(event.text(), count.times.sum()));
    return times;
  }

  /** When each has happened last, by its name; only what has. */
  public SortedMap<String, Instant> latest() {
    SortedMap<String, Instant> latest = new TreeMap<>();
    counts.forEach(
        (event, count) -> {
          if (count.latest.get() != 0) {
            latest.put(event.text(), Instant.ofEpochMilli(count.latest.get()));
          }
        });
    return latest;
  }

  private void add(AuditEvent event) {
    Count count = requireNonNull(counts.get(event));
    count.times.increment();
    count.latest.set(clock.millis());
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
