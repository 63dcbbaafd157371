package io.sealcache.cli.keys;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.RunOptions;
import io.sealcache.core.Keyring;
import io.sealcache.keys.table.TableKeySource;
import java.util.List;

/** Which keys names have, by the ids that logs and a census show. */
final class NameRows {
  private NameRows() {}

  /** Gives the exit code. */
  static int print(TableKeySource keys, List<String> names, RunOptions run) {
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, "NAME".length()) + "s  %-8s  %s";
    Answer answer = new Answer().line(format.formatted("NAME", "CURRENT", "INDEX"));
    JsonArray rows = new JsonArray();
    boolean all = true;
    for (String name : names) {
      Keyring keyring = keys.existingKeyring(name);
      String current = keyring == null ? null : "%08x".formatted(keyring.current().id());
      String index = keyring == null ? null : "%08x".formatted(keyring.indexKey().id());
      answer.line(
          current == null
              ? format.formatted(name, "-", "-")
              : format.formatted(name, current, index));
      JsonObject row = new JsonObject();
      row.addProperty("name", name);
      row.addProperty("hasKeys", keyring != null);
      row.addProperty("current", current);
      row.addProperty("index", index);
      rows.add(row);
      all &= keyring != null;
    }
    run.print(answer.member("names", rows));
    return all ? ExitCodes.DONE : ExitCodes.NO;
  }
}
