package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Says once that a key table can't be looked at, and once that it can again. Of one thread. */
final class TableOutage {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String table;
  private final Duration maxAge;
  private boolean said;

  TableOutage(String table, Duration maxAge) {
    this.table = table;
    this.maxAge = maxAge;
  }

  void met(Throwable problem) {
    if (!said) {
      LOGGER.log(
          Level.WARNING,
          "{0} can''t be looked at: {1}. Keys stay in use for {2} after they were last seen in it",
          table,
          problem,
          maxAge);
      said = true; // and not if the log failed
    }
  }

  void over() {
    if (said) {
      said = false;
      LOGGER.log(Level.INFO, "{0} can be looked at again", table);
    }
  }
}
