package io.sealcache.cli.keys;

import java.util.ArrayList;
import java.util.List;

/** Names of tenants or people in a file, one a line. */
final class NameLines {
  private NameLines() {}

  /**
   * The names, as they stand there; empty lines are left out.
   *
   * @throws IllegalArgumentException if there is white space around one: it may belong to the name,
   *     and without it be another's
   */
  static List<String> names(List<String> lines) {
    List<String> names = new ArrayList<>();
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
