package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @Test
  void longWork_showsHowFarItIsWhereSomebodyLooksAndTakesItAway() {
    AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
    StringWriter err = new StringWriter();
    ToolInput watched =
        new ToolInput(InputStream.nullInputStream(), true, Clock.systemUTC(), Duration.ZERO);
    try (Progress progress = new Progress(watched, new PrintWriter(err), "entries", time::get)) {
      time.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      progress.at(250);
      time.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
      progress.at(251); // too early to be drawn
    }

    assertThat(err.toString()).contains("\r250 entries").doesNotContain("251");
    assertThat(err.toString()).matches("(?s).*\\r +\\r");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void fileForStandardError_isNoTerminal(@TempDir Path directory) throws IOException {
    assertThat(ToolInput.mayBeTerminal(Files.createFile(directory.resolve("log")))).isFalse();
    assertThat(ToolInput.mayBeTerminal(Path.of("/dev/null"))).isTrue();
  }
}
