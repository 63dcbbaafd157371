package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.Unreadable")
@Label("Unreadable Entries")
@Description("Entries of a cache did not open; told at most once a second for a reason")
@Category("SealCache")
@StackTrace(false)
final class UnreadableEvent extends Event {
  private static final UnreadableEvent PROBE = new UnreadableEvent("", "", 0, 0);

  @Label("Cache")
  final String cache;

  @Label("Reason")
  final String reason;

  @Label("Count")
  @Description("Since the event before, of this cache and reason")
  final long count;

  @Label("Total")
  @Description("Since the cache was opened")
  final long total;

  private UnreadableEvent(String cache, String reason, long count, long total) {
    this.cache = cache;
    this.reason = reason;
    this.count = count;
    this.total = total;
  }

  static boolean isRecorded() {
    return PROBE.isEnabled();
  }

  static void tell(String cache, String reason, long count, long total) {
    new UnreadableEvent(cache, reason, count, total).commit();
  }
}
