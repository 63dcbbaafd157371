package io.sealcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names of tenants or people, which an argument would show to who lists processes. */
public final class NamesOption {
  @Option(
      names = "--names-file",
      paramLabel = "FILE",
      description = "Names of tenants or people, one a line, in UTF-8; - reads standard input.")
  private @Nullable Path file;

  /** For picocli. */
  public NamesOption() {}

  /**
   * The names that are arguments, and those of the file, as they stand there; empty lines are left
   * out.
   *
   * @param arguments null: none
   * @throws IllegalArgumentException if the file is no text, or there is white space around a line:
   *     it may belong to the name, and without it be another's
   */
  public List<String> names(ToolInput input, @Nullable List<String> arguments) throws IOException {
    List<String> names = new ArrayList<>(arguments == null ? List.of() : arguments);
    List<String> lines = file == null ? List.of() : input.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.equals(line.strip())) {
        throw new IllegalArgumentException(
            "Line %d of --names-file begins or ends with white space: take it away, or give the name as an argument if it is a part of it; nothing has changed"
                .formatted(i + 1));
      }
      if (!line.isEmpty()) {
        names.add(line);
      }
    }
    return names;
  }
}
