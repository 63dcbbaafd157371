package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static ToolInput input(boolean isWatched) {
    return new ToolInput(InputStream.nullInputStream(), isWatched, Clock.systemUTC());
  }

  private static String drawn(boolean isWatched) {
    AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
    StringWriter err = new StringWriter();
    try (Progress progress =
        new Progress(input(isWatched), new PrintWriter(err), "entries", time::get)) {
      time.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      progress.at(250);
      time.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
      progress.at(251); // too early to be drawn
    }
    return err.toString();
  }

  @Test
  void longWork_showsHowFarItIsWhereSomebodyLooksAndTakesItAway() {
    String drawn = drawn(true);

    assertThat(drawn).contains("\r250 entries").doesNotContain("251");
    assertThat(drawn).matches("(?s).*\\r +\\r");
  }

  @Test
  void longWork_showsNothingInAFile() {
    assertThat(drawn(false)).isEmpty();
  }
}
