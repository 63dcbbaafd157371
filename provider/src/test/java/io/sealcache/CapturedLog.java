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
import org.jspecify.annotations.Nullable;

/** What a logger says, each line with its level. */
public final class CapturedLog extends Handler {
  private final String name;
  private final @Nullable Thread only;
  private final List<String> lines = new CopyOnWriteArrayList<>(); // others may log too

  private CapturedLog(String name, @Nullable Thread only) {
    this.name = name;
    this.only = only;
  }

  /** What is said by the thread that calls, as those of another test may log meanwhile. */
  public static List<String> of(LoggerName name, Runnable action) {
    return of(new CapturedLog(name.text(), Thread.currentThread()), 0, action);
  }

  /**
   * What any thread says, also after the action.
   *
   * @param lines how many are waited for, for half a minute at most
   */
  public static List<String> of(LoggerName name, int lines, Runnable action) {
    return of(new CapturedLog(name.text(), null), lines, action);
  }

  private static List<String> of(CapturedLog log, int lines, Runnable action) {
    Logger logger = Logger.getLogger(log.name);
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
    boolean wanted = only == null || only.equals(Thread.currentThread());
    if (wanted && line.getLoggerName().equals(name)) { // and not those below it
      lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
