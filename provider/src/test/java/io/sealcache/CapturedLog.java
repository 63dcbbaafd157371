package io.sealcache;

import io.sealcache.internal.text.LoggerName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a logger says, each line with its level. */
public final class CapturedLog extends Handler {
  private final String name;
  private final List<String> lines = new CopyOnWriteArrayList<>(); // others may log too

  private CapturedLog(String name) {
    this.name = name;
  }

  public static List<String> of(LoggerName name, Runnable action) {
    return of(name, 0, action);
  }

  /**
   * As the method above, where another thread may say something after the action.
   *
   * @param lines how many are waited for, for half a minute at most
   */
  public static List<String> of(LoggerName name, int lines, Runnable action) {
    var log = new CapturedLog(name.text());
    Logger logger = Logger.getLogger(name.text());
    logger.addHandler(log);
    try {
      action.run();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (log.lines.size() < lines && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    } finally {
      logger.removeHandler(log);
    }
    return log.lines;
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLoggerName().equals(name)) { // and not those below it
      lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
