package io.sealcache.internal.audit;

import io.sealcache.internal.concurrent.Throttle;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one that is told what happens to the keys of a source or manager, or the entries of a cache.
 * Tells the log and Flight Recorder, and counts for the MBean and meters. Thread-safe and fast.
 */
public final class SecurityEvents implements Consumer<SecurityEvent> {
  /** How often those are told that may come in any number. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOGGER = LoggerName.AUDIT.logger();

  private final LongSupplier nanoTime;
  private final ConcurrentMap<EventName, LongAdder> counts = new ConcurrentHashMap<>(1);
  private final ConcurrentMap<Object, Bounded> bounded = new ConcurrentHashMap<>(1);

  /** Events that are alike. */
  private record Bounded(Throttle throttle, LongAdder untold) {}

  public SecurityEvents() {
    this(System::nanoTime);
  }

  SecurityEvents(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Counts it last, so that what is counted has been told. */
  @Override
  public void accept(SecurityEvent event) {
    if (event.event().isBounded()) {
      tellSome(event);
    } else {
      tell(event, 0);
    }
    counts.computeIfAbsent(event.event(), first -> new LongAdder()).increment();
  }

  private void tellSome(SecurityEvent event) {
    Bounded alike =
        bounded.computeIfAbsent(
            event.like(), first -> new Bounded(new Throttle(INTERVAL, nanoTime), new LongAdder()));
    alike.untold().increment();
    if (alike.throttle().admits()) {
      tell(event, alike.untold().sumThenReset());
    }
  }

  private static void tell(SecurityEvent event, long count) {
    EventLine line = new EventLine(event.event());
    event.fields().accept(line);
    line.with("count", count);
    LOGGER.log(event.event().level(), line::toString); // never as a format: a value could break it
    FlightRecorderSink.tell(event.event(), line);
  }

  /** How often each has happened, by its name; 0 for what has not. */
  public SortedMap<String, Long> times() {
    SortedMap<String, Long> times = new TreeMap<>();
    for (EventName event : EventName.values()) {
      LongAdder count = counts.get(event);
      times.put(event.text(), count == null ? 0 : count.sum());
    }
    return times;
  }
}
