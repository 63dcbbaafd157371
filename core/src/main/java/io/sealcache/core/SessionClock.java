package io.sealcache.internal.crypto;

/** The two clocks of a JVM, which drift apart when the machine sleeps, is cloned or restored. */
interface SessionClock {
  SessionClock SYSTEM =
      new SessionClock() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long monotonicNanos() {
          return System.nanoTime();
        }
      };

  /** As {@link System#currentTimeMillis}. */
  long wallMillis();

  /** As {@link System#nanoTime}. */
  long monotonicNanos();
}
