package io.sealcache.keyringtool;

import io.sealcache.keys.KeyringFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The lines that show a keyring, and no secret. */
final class KeyTable {
  private KeyTable() {}

  static List<String> of(KeyringFile keyring) {
    int width = keyring.ids().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, "ID".length()) + "s  %-8s  %-20s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(format.formatted("ID", "KEY ID", "CREATED", "ROLE"));
    for (String id : keyring.ids()) {
      Instant created = keyring.created(id);
      lines.add(
          format.formatted(
              id,
              "%08x".formatted(keyring.keyId(id)),
              created == null ? "-" : created,
              role(keyring, id)));
    }
    return lines;
  }

  private static String role(KeyringFile keyring, String id) {
    if (!keyring.opensValues(id)) {
      return "index";
    }
    String data = id.equals(keyring.current()) ? "current" : "opens only";
    return id.equals(keyring.index()) ? data + ", index" : data;
  }
}
