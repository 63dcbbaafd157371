package io.sealcache.cli.keys;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealcache.cli.Answer;
import io.sealcache.cli.Progress;
import io.sealcache.keys.WrappedKeyring;
import io.sealcache.keys.table.KeyTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records of a key table as they are shown: nothing is unwrapped. */
final class RecordRows {
  private static final String FORMAT = "%-32s  %4s  %s";

  private RecordRows() {}

  static Answer shown(KeyTable table, int limit, Progress progress) {
    Answer answer = new Answer();
    answer.line(FORMAT.formatted("RECORD", "KEYS", "CREATED"));
    JsonArray rows = new JsonArray();
    long records = 0;
    for (List<String> ids : (Iterable<List<String>>) TableAccess.ids(table, "")::iterator) {
      show(table, ids.subList(0, Math.min(ids.size(), limit - rows.size())), answer, rows);
      records += ids.size();
      progress.at(records);
    }
    long names = records - 1; // but the root's
    answer.line("Names with keys: %d; records shown: %d".formatted(names, rows.size()));
    return answer.member("names", names).member("records", rows);
  }

  private static void show(KeyTable table, List<String> ids, Answer answer, JsonArray rows) {
    Map<String, String> texts = ids.isEmpty() ? Map.of() : table.readAll(new HashSet<>(ids));
    for (String id : ids) {
      String text = texts.get(id);
      if (text == null) {
        continue; // forgotten meanwhile
      }
      WrappedKeyring record = parsed(table, id, text);
      Instant created = record == null ? null : toSeconds(record.created());
      answer.line(
          FORMAT.formatted(
                  id,
                  record == null ? "-" : record.size(),
                  Objects.requireNonNullElse(created, "-"))
              + (record == null ? "  broken" : "")
              + (id.equals(KeyTable.ROOT_ID) ? "  of the table itself" : ""));
      JsonObject row = new JsonObject();
      row.addProperty("id", id);
      row.addProperty("keys", record == null ? null : record.size());
      row.addProperty("created", created == null ? null : created.toString());
      row.addProperty("ofTable", id.equals(KeyTable.ROOT_ID));
      row.addProperty("broken", record == null);
      rows.add(row);
    }
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

  private static @Nullable Instant toSeconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }
}
