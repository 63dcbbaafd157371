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

@Name("io.sealcache.Seal")
@Label("Value Sealing")
@Description("A value was encoded and sealed")
@Category("SealCache")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
final class SealEvent extends Event implements Timing {
  private static final SealEvent PROBE = new SealEvent();

  @Label("Cache")
  String cache = "";

  @Label("Length Class")
  @Description("Length as stored, rounded up to a power of two")
  @DataAmount
  long lengthClass;

  private SealEvent() {}

  static @Nullable Timing timing() {
    if (!PROBE.isEnabled()) {
      return null;
    }
    SealEvent event = new SealEvent();
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
