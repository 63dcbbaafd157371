package io.sealcache.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** The input of the next runs. */
  public static final class Input {
    private final Clock clock;
    private String in = "";
    private boolean watched;

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
          new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), watched, clock);
    }
  }
}
