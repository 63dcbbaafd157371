package io.sealcache.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** How far long work has come: a bar on standard error, where somebody looks. One thread's. */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = 100_000_000;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final long total;
  private final LongSupplier nanoTime;
  private long drawnAt;
  private int drawn;

  /**
   * @param what is counted, such as "entries"
   * @param total of them; 0: not known
   */
  public Progress(ToolInput input, PrintWriter err, String what, long total) {
    this(input, err, what, total, System::nanoTime);
  }

  Progress(ToolInput input, PrintWriter err, String what, long total, LongSupplier nanoTime) {
    this.err = err;
    this.shown = input.isWatched();
    this.what = what;
    this.total = total;
    this.nanoTime = nanoTime;
    this.drawnAt = nanoTime.getAsLong();
  }

  /** So many are done. */
  public void at(long done) {
    long now = nanoTime.getAsLong();
    if (shown && now - drawnAt >= EVERY_NANOS) {
      drawnAt = now;
      draw(text(done));
    }
  }

  private String text(long done) {
    if (total == 0) {
      return "%,d %s".formatted(done, what);
    }
    double part = Math.min(1, (double) done / total);
    int filled = (int) (part * WIDTH);
    return "[%s%s] %3d %%  %,d of %,d %s"
        .formatted(
            "=".repeat(filled), " ".repeat(WIDTH - filled), (int) (part * 100), done, total, what);
  }

  private void draw(String text) {
    err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
    err.flush();
    drawn = text.length();
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
    }
  }
}
