package io.sealcache.cli.keys;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.sealcache.cli.Answer;
import io.sealcache.cli.Progress;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.table.KeyTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a key table as they are shown: nothing is unwrapped. */
final class RecordRows {
  private static final String FORMAT = "%-32s  %4s  %s";
  private static final int AT_ONCE = 1_000;

  private RecordRows() {}

  private record Row(
      String id,
      @Nullable Integer keys,
      @Nullable String created,
      boolean ofTable,
      boolean broken) {
    static Row of(String id, @Nullable WrappedKeyring record) {
      Instant created = record == null ? null : record.created();
      return new Row(
          id,
          record == null ? null : record.size(),
          created == null ? null : created.truncatedTo(ChronoUnit.SECONDS).toString(),
          id.equals(KeyTable.ROOT_ID),
          record == null);
    }

    String line() {
      return FORMAT.formatted(id, requireNonNullElse(keys, "-"), requireNonNullElse(created, "-"))
          + (broken ? "  broken" : "")
          + (ofTable ? "  of the table itself" : "");
    }
  }

  static Answer shown(KeyTable table, int limit, Progress progress) {
    Answer answer = new Answer();
    answer.line(FORMAT.formatted("RECORD", "KEYS", "CREATED"));
    List<Row> rows = new ArrayList<>();
    long records = 0;
    for (List<String> ids = table.ids("", AT_ONCE);
        !ids.isEmpty();
        ids = table.ids(ids.get(ids.size() - 1), AT_ONCE)) {
      rows.addAll(rows(table, ids.subList(0, Math.min(ids.size(), limit - rows.size()))));
      records += ids.size();
      progress.at(records);
    }
    rows.forEach(row -> answer.line(row.line()));
    long names = records - 1; // but the root's
    return answer
        .line("Names with keys: %d; records shown: %d".formatted(names, rows.size()))
        .member("names", names)
        .member("records", rows);
  }

  /** Those that are not forgotten meanwhile. */
  private static List<Row> rows(KeyTable table, List<String> ids) {
    Map<String, String> texts = ids.isEmpty() ? Map.of() : table.readAll(new HashSet<>(ids));
    return ids.stream()
        .filter(texts::containsKey)
        .map(id -> Row.of(id, parsed(table, id, requireNonNull(texts.get(id)))))
        .toList();
  }

  /** Null if it is broken: who looks for it is to see the others too. */
  private static @Nullable WrappedKeyring parsed(KeyTable table, String id, String text) {
    try {
      return WrappedKeyring.parse(
          "%s, record %s".formatted(table, id), text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
