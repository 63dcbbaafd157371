package io.sealcache;

import io.sealcache.internal.text.LoggerName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    var log = new CapturedLog(name.text());
    Logger logger = Logger.getLogger(name.text());
    logger.addHandler(log);
    try {
      action.run();
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
