package io.sealcache.core;

import java.util.function.LongSupplier;

/**
 * The two clocks of a JVM, which drift apart when the machine sleeps, is cloned or restored.
 *
 * @param wall as {@link System#currentTimeMillis}
 * @param monotonic as {@link System#nanoTime}
 */
record SessionClock(LongSupplier wall, LongSupplier monotonic) {
  static final SessionClock SYSTEM = new SessionClock(System::currentTimeMillis, System::nanoTime);
}
