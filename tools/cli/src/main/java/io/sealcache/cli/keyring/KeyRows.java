package io.sealcache.cli.keyring;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealcache.cli.Answer;
import io.sealcache.keys.KeyringFile;
import java.time.Instant;

/** A keyring as it is shown, without a secret. */
final class KeyRows {
  private KeyRows() {}

  /** Lines that show the keys. */
  static Answer shown(KeyringFile keyring) {
    int width = keyring.ids().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, "ID".length()) + "s  %-8s  %-20s  %s";
    Answer answer = new Answer();
    answer.line(format.formatted("ID", "KEY ID", "CREATED", "ROLE"));
    for (String id : keyring.ids()) {
      Instant created = keyring.created(id);
      answer.line(
          format.formatted(
              id, keyId(keyring, id), created == null ? "-" : created, role(keyring, id)));
    }
    return describe(answer, keyring);
  }

  /** Adds the keys, for programs. */
  static Answer describe(Answer answer, KeyringFile keyring) {
    JsonArray keys = new JsonArray();
    for (String id : keyring.ids()) {
      Instant created = keyring.created(id);
      JsonObject key = new JsonObject();
      key.addProperty("id", id);
      key.addProperty("keyId", keyId(keyring, id));
      key.addProperty("created", created == null ? null : created.toString());
      key.addProperty("current", id.equals(keyring.current()));
      key.addProperty("index", id.equals(keyring.index()));
      key.addProperty("opensValues", keyring.opensValues(id));
      keys.add(key);
    }
    return answer.member("keys", keys);
  }

  /** As logs and MBeans show it. */
  static String keyId(KeyringFile keyring, String id) {
    return "%08x".formatted(keyring.keyId(id));
  }

  private static String role(KeyringFile keyring, String id) {
    if (!keyring.opensValues(id)) {
      return "index";
    }
    String data = id.equals(keyring.current()) ? "current" : "opens only";
    return id.equals(keyring.index()) ? data + ", index" : data;
  }
}
