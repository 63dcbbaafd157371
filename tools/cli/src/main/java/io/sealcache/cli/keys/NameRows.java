package io.sealcache.cli.keys;

import static java.util.Objects.requireNonNullElse;

import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.RunOptions;
import io.sealcache.core.Keyring;
import io.sealcache.keys.table.TableKeySource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys names have, by the ids that logs and a census show. */
final class NameRows {
  private NameRows() {}

  private record Row(
      String name, boolean hasKeys, @Nullable String current, @Nullable String index) {
    static Row of(String name, @Nullable Keyring keyring) {
      return keyring == null
          ? new Row(name, false, null, null)
          : new Row(name, true, FoundKeys.id(keyring.current()), FoundKeys.id(keyring.indexKey()));
    }
  }

  /** Gives the exit code. */
  static int print(TableKeySource keys, List<String> names, RunOptions run) {
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, "NAME".length()) + "s  %-8s  %s";
    List<Row> rows = names.stream().map(name -> Row.of(name, keys.existingKeyring(name))).toList();
    Answer answer = new Answer().line(format.formatted("NAME", "CURRENT", "INDEX"));
    for (Row row : rows) {
      answer.line(
          format.formatted(
              row.name(),
              requireNonNullElse(row.current(), "-"),
              requireNonNullElse(row.index(), "-")));
    }
    run.print(answer.member("names", rows));
    return rows.stream().allMatch(Row::hasKeys) ? ExitCodes.DONE : ExitCodes.NO;
  }
}
