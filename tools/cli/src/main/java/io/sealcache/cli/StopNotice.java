package io.sealcache.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Says how to go on with work that does not come to its end, be it that it fails or that somebody
 * ends the tool. Thread-safe.
 */
public final class StopNotice implements AutoCloseable {
  private final PrintWriter err;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread ending = new Thread(this::say, "sealcache-stop-notice");
  private volatile @Nullable String last;

  StopNotice(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(ending);
  }

  /** So far it has come. */
  public void at(String record) {
    last = record;
  }

  /** There is nothing to go on with. */
  public void done() {
    over.set(true);
  }

  private void say() {
    String stopped = last;
    if (!over.getAndSet(true) && stopped != null) {
      err.printf("sealcache: stopped behind record %1$s; go on by --after=%1$s%n", stopped);
      err.flush();
    }
  }

  @Override
  public void close() {
    say();
    leave();
  }

  /**
   * Waits for the end of the tool no more.
   *
   * @return whether it did
   */
  boolean leave() {
    try {
      return Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      return false; // the tool is ending, and calls it
    }
  }
}
