package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The reader of stored entries in JavaScript that knows {@code docs/format.md} only. */
final class FormatReader {
  private static final Path PROGRAM = Path.of("src/test/format");

  /** The fields that it is to find, and is never given. */
  private static final Set<String> FOUND =
      Set.of("key", "value", "writeTime", "trail", "keyId", "derived", "reason");

  private FormatReader() {}

  /** The answers of the program to entries or derivations, in their order. */
  static List<JsonObject> read(List<JsonObject> given) throws IOException, InterruptedException {
    JsonArray input = new JsonArray();
    given.forEach(entry -> input.add(withoutAnswers(entry)));
    Process process =
        new ProcessBuilder("node", "read-entries.mjs")
            .directory(PROGRAM.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.toString().getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  /** The answers among the fields of an entry or derivation. */
  static JsonObject answers(JsonObject entry) {
    JsonObject answers = new JsonObject();
    FOUND.stream().filter(entry::has).forEach(field -> answers.add(field, entry.get(field)));
    return answers;
  }

  private static JsonElement withoutAnswers(JsonObject entry) {
    JsonObject rest = entry.deepCopy();
    FOUND.forEach(rest::remove);
    return rest;
  }
}
