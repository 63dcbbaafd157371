package io.sealcache.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** How far long work has come, on standard error where somebody looks. One thread's. */
public final class Progress implements AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final LongSupplier nanoTime;
  private long drawnAt;
  private int drawn;

  /**
   * @param what is counted, such as "entries"
   */
  Progress(ToolInput input, PrintWriter err, String what) {
    this(input, err, what, System::nanoTime);
  }

  Progress(ToolInput input, PrintWriter err, String what, LongSupplier nanoTime) {
    this.err = err;
    this.shown = input.isWatched();
    this.what = what;
    this.nanoTime = nanoTime;
    this.drawnAt = nanoTime.getAsLong();
  }

  /** So many are done. */
  public void at(long done) {
    long now = nanoTime.getAsLong();
    if (shown && now - drawnAt >= EVERY_NANOS) {
      drawnAt = now;
      String text = "%,d %s".formatted(done, what);
      drawn = Math.max(drawn, text.length());
      err.print("\r" + text);
      err.flush();
    }
  }

  /** Takes it away. */
  @Override
  public void close() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
    }
  }
}
