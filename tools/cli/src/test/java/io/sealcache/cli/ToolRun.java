package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;

/** A run of the tool in this JVM, and what came of it. */
public record ToolRun(int code, String out, String err) {
  public static Input at(Instant time) {
    return new Input(Clock.fixed(time, ZoneOffset.UTC));
  }

  public static ToolRun of(Input input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        SealCacheTool.commandLine(input.take())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new ToolRun(code, out.toString(), err.toString());
  }

  /** Of a command for keyring files. */
  public static ToolRun of(Input input, String command, Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("keyring", command, file.toString()));
    arguments.addAll(Arrays.asList(more));
    return of(input, arguments.toArray(String[]::new));
  }

  /** Expects that it did what it was to do. */
  public ToolRun succeeded() {
    assertThat(err).isEmpty();
    assertThat(code).isZero();
    return this;
  }

  /** Expects that it did nothing, and said why in one line with these words. */
  public ToolRun refused(int expectedCode, String... parts) {
    assertThat(code).isEqualTo(expectedCode);
    assertThat(err).startsWith("sealcache: ").hasLineCount(1);
    for (String part : parts) {
      assertThat(err).contains(part);
    }
    assertThat(out).isEmpty();
    return this;
  }

  /** Expects an exit code; to go on with the output. */
  public AbstractStringAssert<?> ended(int expectedCode) {
    assertThat(code).as(err).isEqualTo(expectedCode);
    return assertThat(out);
  }

  /** The output of a run with {@code --json}. */
  public JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  /** The input of the next runs. */
  public static final class Input {
    private final Clock clock;
    private String in = "";
    private boolean watched;
    public Duration patience = Duration.ofMinutes(1);

    private Input(Clock clock) {
      this.clock = clock;
    }

    public void in(String text) {
      in = text;
    }

    /** As on a terminal. */
    public void watched() {
      watched = true;
    }

    private ToolInput take() {
      return new ToolInput(
          new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), watched, clock, patience);
    }
  }
}
