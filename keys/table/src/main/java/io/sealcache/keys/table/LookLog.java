package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells operators once that the table, or the key that wraps it, can't be asked. Thread-safe. */
final class LookLog {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final KeyTable table;
  private final KeyTableOptions options;
  private final BooleanSupplier isServiceDown;
  private volatile @Nullable String end; // of what was said; null: nothing was

  /**
   * @param isServiceDown whether it is only the key that can't be asked
   */
  LookLog(KeyTable table, KeyTableOptions options, BooleanSupplier isServiceDown) {
    this.table = table;
    this.options = options;
    this.isServiceDown = isServiceDown;
  }

  void failed(Throwable problem) {
    if (end != null) {
      return;
    }
    if (!(problem instanceof BrokenRecordException) && isServiceDown.getAsBoolean()) {
      LOGGER.log(
          Level.WARNING,
          "The key-encryption key of {0} can''t be asked: {1}. Keys stay in use for {2} after it last unwrapped them",
          table,
          problem,
          options.times().grace());
      end = "The key-encryption key of {0} can be asked again"; // and not if the log failed
    } else {
      LOGGER.log(
          Level.WARNING,
          "{0} can''t be looked at: {1}. Keys stay in use for {2} after they were last seen in it",
          table,
          problem,
          options.maxAge());
      end = "{0} can be looked at again";
    }
  }

  void worked() {
    String said = end;
    if (said != null) {
      end = null;
      LOGGER.log(Level.INFO, said, table);
    }
  }
}
