package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("io.sealcache.Open")
@Label("Value Opening")
@Description("A stored value was opened and decoded, or found to be unreadable")
@Category("SealCache")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
final class OpenEvent extends Event implements Timing {
  private static final OpenEvent PROBE = new OpenEvent();

  @Label("Cache")
  String cache = "";

  @Label("Length Class")
  @Description("Length as stored, rounded up to a power of two")
  @DataAmount
  long lengthClass;

  private OpenEvent() {}

  static @Nullable Timing timing() {
    if (!PROBE.isEnabled()) {
      return null;
    }
    OpenEvent event = new OpenEvent();
    event.begin();
    return event;
  }

  @Override
  public void end(String cacheName, int length) {
    end();
    if (shouldCommit()) {
      cache = cacheName;
      lengthClass = LengthClass.of(length);
      commit();
    }
  }
}
