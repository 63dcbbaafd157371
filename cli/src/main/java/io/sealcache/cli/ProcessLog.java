package io.sealcache.cli;

import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the product and stores log goes to standard error, beside what commands say. */
final class ProcessLog {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final String ONE_LINE = "%4$s: %5$s%n";

  private ProcessLog() {}

  /**
   * @param verbose whether all is shown that the JVM's logging is set to, or one line of each
   *     warning
   */
  static void set(boolean verbose) {
    if (verbose) {
      return;
    }
    setUnlessSet(FORMAT, ONE_LINE);
    setUnlessSet("slf4j.internal.verbosity", "ERROR");
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    Arrays.stream(root.getHandlers()).forEach(handler -> handler.setLevel(Level.WARNING));
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
