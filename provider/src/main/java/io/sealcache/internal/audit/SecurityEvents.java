package io.sealcache.internal.audit;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The one that is told what happens to the keys of a source or manager, or the entries of a cache.
 * Tells the log and Flight Recorder, and counts for the MBean and meters. Thread-safe and fast.
 */
public final class SecurityEvents implements Consumer<SecurityEvent> {
  /** How often those are told that may come in any number. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger LOGGER = LoggerName.AUDIT.logger();
  private static final boolean HAS_FLIGHT_RECORDER =
      ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private final LongSupplier nanoTime;
  private final ConcurrentMap<EventName, LongAdder> counts = new ConcurrentHashMap<>(1);
  private final ConcurrentMap<Object, Bounded> bounded = new ConcurrentHashMap<>(1);

  /** Events that are alike: one of them is told in each interval, with how many there were. */
  private final class Bounded {
    private final AtomicLong due = new AtomicLong(nanoTime.getAsLong());
    private final LongAdder untold = new LongAdder();

    void accept(SecurityEvent event) {
      untold.increment();
      long from = due.get();
      long now = nanoTime.getAsLong();
      if (now - from >= 0 && due.compareAndSet(from, now + INTERVAL.toNanos())) {
        tell(event, untold.sumThenReset());
      }
    }
  }

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
      bounded.computeIfAbsent(event.like(), first -> new Bounded()).accept(event);
    } else {
      tell(event, 0);
    }
    counts.computeIfAbsent(event.event(), first -> new LongAdder()).increment();
  }

  private static void tell(SecurityEvent event, long count) {
    EventLine line = new EventLine(event.event());
    event.fields().accept(line);
    line.with("count", count);
    LOGGER.log(event.event().level(), line::toString); // never as a format: a value could break it
    tellFlightRecorder(event.event(), line);
  }

  /**
   * While somebody records. The module {@code jdk.jfr} may be missing, as in an image that jlink
   * made. And the first class of an event that is loaded has Flight Recorder read what it could be
   * told by anyone, a good part of a start: left to who records.
   */
  private static void tellFlightRecorder(EventName event, EventLine line) {
    if (HAS_FLIGHT_RECORDER && FlightRecorder.isInitialized()) {
      new Told(event.text(), line.toString()).commit();
    }
  }

  @Name("io.sealcache.Event")
  @Label("Keys and Entries")
  @Description("Something happened to keys or entries: docs/operations.md has each event")
  @Category("SealCache")
  @StackTrace(false)
  static final class Told extends Event {
    @Label("Event")
    final String event;

    @Label("Line")
    @Description("The event with its fields, as the log has it")
    final String line;

    private Told(String event, String line) {
      this.event = event;
      this.line = line;
    }
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
