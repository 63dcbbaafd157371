package io.sealcache.cli;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of the product and of stores, which goes to standard error, beside what commands say. */
final class ProcessLog {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final String ONE_LINE = "%4$s: %5$s%n";

  private static final Set<String> LOADS = Set.of("started", "keys-loaded", "name-keys-loaded");

  // Kept here, as java.util.logging forgets loggers that nobody has.
  private static final Logger AUDIT = Logger.getLogger("io.sealcache.audit");

  private ProcessLog() {}

  /**
   * @param verbose whether all is shown that the JVM's logging is set to, or one line of each
   *     warning
   */
  static void set(boolean verbose) {
    if (System.getProperty("java.util.logging.config.file") == null) {
      showAudit();
    }
    if (verbose) {
      return;
    }
    System.getProperties().putIfAbsent(FORMAT, ONE_LINE);
    System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    Arrays.stream(root.getHandlers()).forEach(handler -> handler.setLevel(Level.WARNING));
  }

  /** Shows the lines for auditors in any case, with their time, unless logging is configured. */
  private static void showAudit() {
    AUDIT.setLevel(Level.INFO);
    if (AUDIT.getHandlers().length == 0) { // or a library's class loader has set it
      AUDIT.setUseParentHandlers(false);
      ConsoleHandler console = new ConsoleHandler();
      console.setFormatter(new AuditLine());
      console.setFilter(ProcessLog::tells);
      AUDIT.addHandler(console);
    }
  }

  /** Not that a command itself loads keys: what becomes of them, and what fails. */
  private static boolean tells(LogRecord line) {
    return line.getLevel().intValue() >= Level.WARNING.intValue()
        || LOADS.stream().noneMatch(load -> line.getMessage().startsWith("event=" + load + " "));
  }

  /** The time, the logger and the line. */
  private static final class AuditLine extends Formatter {
    @Override
    public String format(LogRecord line) {
      return "%1$s %2$s %3$s%n"
          .formatted(
              line.getInstant().truncatedTo(ChronoUnit.SECONDS),
              line.getLoggerName(),
              formatMessage(line));
    }
  }
}
