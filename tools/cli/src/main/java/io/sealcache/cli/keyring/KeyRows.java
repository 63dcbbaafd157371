package io.sealcache.cli.keyring;

import io.sealcache.cli.Answer;
import io.sealcache.keys.KeyringFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A keyring as it is shown, without a secret. */
final class KeyRows {
  private KeyRows() {}

  private record Row(
      String id,
      String keyId,
      @Nullable String created,
      boolean current,
      boolean index,
      boolean opensValues) {
    static Row of(KeyringFile keyring, String id) {
      Instant created = keyring.created(id);
      return new Row(
          id,
          KeyRows.keyId(keyring, id),
          created == null ? null : created.toString(),
          id.equals(keyring.current()),
          id.equals(keyring.index()),
          keyring.opensValues(id));
    }

    String role() {
      String data = current ? "current" : "opens only";
      return !opensValues ? "index" : index ? data + ", index" : data;
    }
  }

  private static List<Row> rows(KeyringFile keyring) {
    return keyring.ids().stream().map(id -> Row.of(keyring, id)).toList();
  }

  /** Lines that show the keys. */
  static Answer shown(KeyringFile keyring) {
    int width = keyring.ids().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, "ID".length()) + "s  %-8s  %-20s  %s";
    Answer answer = told(keyring, List.of(format.formatted("ID", "KEY ID", "CREATED", "ROLE")));
    for (Row row : rows(keyring)) {
      String created = row.created() == null ? "-" : row.created();
      answer.line(format.formatted(row.id(), row.keyId(), created, row.role()));
    }
    return answer;
  }

  /** These lines, and for programs the keys. */
  static Answer told(KeyringFile keyring, List<String> lines) {
    Answer answer = new Answer().member("keys", rows(keyring));
    lines.forEach(answer::line);
    return answer;
  }

  /** The facts about a keyring that was made now. */
  static Answer ofNew(KeyringFile made, boolean wrapped) {
    return told(
            made,
            List.of(
                "Key %s seals values".formatted(named(made, made.current())),
                "Key %s makes stored keys: keep it as long as the cache"
                    .formatted(named(made, made.index())),
                wrapped
                    ? "The file holds the keys wrapped"
                    : "The file holds the keys in clear: who can read it has them"))
        .member("wrapped", wrapped);
  }

  /** A key with the id that logs show. */
  static String named(KeyringFile keyring, String id) {
    return "'%s' (%s)".formatted(id, keyId(keyring, id));
  }

  private static String keyId(KeyringFile keyring, String id) {
    return "%08x".formatted(keyring.keyId(id));
  }
}
