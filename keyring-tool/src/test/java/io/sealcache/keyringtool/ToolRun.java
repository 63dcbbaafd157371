package io.sealcache.keyringtool;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of the tool in this JVM, and what came of it. */
record ToolRun(int code, String out, String err) {
  static Input at(Instant time) {
    return new Input(Clock.fixed(time, ZoneOffset.UTC));
  }

  static ToolRun of(Input input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        KeyringTool.commandLine(input.take())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new ToolRun(code, out.toString(), err.toString());
  }

  static ToolRun of(Input input, String command, Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
    arguments.addAll(Arrays.asList(more));
    return of(input, arguments.toArray(String[]::new));
  }

  /** What the next runs read. */
  static final class Input {
    private final Clock clock;
    private final Map<String, String> environment = new HashMap<>();
    private String in = "";
    private @Nullable String answer;

    private Input(Clock clock) {
      this.clock = clock;
    }

    void in(String text) {
      in = text;
    }

    void environment(String name, String value) {
      environment.put(name, value);
    }

    /** What is typed when a password is asked for; null: nobody is there. */
    void answer(@Nullable String text) {
      answer = text;
    }

    private ToolInput take() {
      String typed = answer;
      return new ToolInput(
          new ByteArrayInputStream(in.getBytes(StandardCharsets.US_ASCII)),
          Map.copyOf(environment),
          () -> typed == null ? null : typed.toCharArray(),
          clock);
    }
  }
}
