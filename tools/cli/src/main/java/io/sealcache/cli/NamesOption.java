package io.sealcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names of tenants, which an argument would show to whoever lists processes. */
public final class NamesOption {
  private static final Pattern UNSEEN_AT_AN_END =
      Pattern.compile("^[\\p{Z}\\p{Cc}\\p{Cf}]|[\\p{Z}\\p{Cc}\\p{Cf}]\\z");

  @Option(
      names = "--names-file",
      paramLabel = "FILE",
      description = "Names of tenants or people, one a line, in UTF-8; - reads standard input.")
  private @Nullable Path file;

  /** For picocli. */
  public NamesOption() {}

  /**
   * The names that are arguments, and those of the file, as they stand there, each once; empty
   * lines are left out.
   *
   * @param arguments null: none
   * @throws IllegalArgumentException if the file is no text, or there is around a line what isn't
   *     seen, such as white space or a byte order mark: it may belong to the name, and without it
   *     be another's
   */
  public List<String> names(ToolInput input, @Nullable List<String> arguments) throws IOException {
    List<String> names = new ArrayList<>(arguments == null ? List.of() : arguments);
    List<String> lines = file == null ? List.of() : input.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (UNSEEN_AT_AN_END.matcher(line).find()) {
        throw new IllegalArgumentException(
            "Line %d of --names-file begins or ends with white space or another character that isn't seen: take it away, or give the name as an argument if it is a part of it; nothing has changed"
                .formatted(i + 1));
      }
      if (!line.isEmpty()) {
        names.add(line);
      }
    }
    return names.stream().distinct().toList();
  }
}
