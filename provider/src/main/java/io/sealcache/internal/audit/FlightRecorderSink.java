package io.sealcache.internal.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Tells Java Flight Recorder, while somebody records. The module {@code jdk.jfr} may be missing, as
 * in an image that jlink made: nothing is told then.
 */
final class FlightRecorderSink {
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private FlightRecorderSink() {}

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

  /**
   * The first class of an event that is loaded has Flight Recorder read what it could be told by
   * anyone, a good part of a start: left to who records.
   */
  static void tell(EventName event, EventLine line) {
    if (PRESENT && FlightRecorder.isInitialized()) {
      new Told(event.text(), line.toString()).commit();
    }
  }
}
