package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** What is done with a single value, and how long that takes. */
@Category("SealCache")
@Enabled(false)
@Threshold("1 ms")
@StackTrace(false)
abstract class ValueEvent extends Event implements Timing {
  @Label("Cache")
  String cache = "";

  @Label("Length Class")
  @Description("Length as stored, rounded up to a power of two")
  @DataAmount
  long lengthClass;

  /** This, once it is timed. */
  final Timing begun() {
    begin();
    return this;
  }

  @Override
  public final void end(String cacheName, int length) {
    end();
    if (shouldCommit()) {
      cache = cacheName;
      lengthClass = LengthClass.of(length);
      commit();
    }
  }
}
