package io.sealcache.cli.keyring;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new key is called. */
final class IdOption {
  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "What to call the key in the file: 1 to 32 letters, digits, - and _. By default the"
              + " month, such as 2026-11, or 'imported' with --secret-file; then -2, -3 if it is"
              + " taken.")
  private @Nullable String id;

  /** The id given, be it taken; otherwise the first free one of this stem. */
  String idOr(String stem, Set<String> taken) {
    if (id != null) {
      return id;
    }
    String free = stem;
    for (int number = 2; taken.contains(free); number++) {
      free = stem + "-" + number;
    }
    return free;
  }
}
