package io.sealcache.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the JSON files of known answers that lie beside the tests, or at an absolute path. */
public final class TestVectors {
  private TestVectors() {}

  public static JsonObject read(String file) {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(TestVectors.class.getResourceAsStream(file), file), UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Stream<JsonObject> objects(JsonObject parent, String field) {
    return StreamSupport.stream(parent.getAsJsonArray(field).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  /** The tests of all groups of a file of Wycheproof's. */
  static List<JsonObject> wycheproof(String file) {
    return objects(read(file), "testGroups").flatMap(group -> objects(group, "tests")).toList();
  }

  static byte[] hex(JsonObject test, String field) {
    return HexFormat.of().parseHex(test.get(field).getAsString());
  }

  static boolean isValid(JsonObject test) {
    return test.get("result").getAsString().equals("valid");
  }

  static String name(JsonObject test) {
    return "test " + test.get("tcId") + ", " + test.get("comment");
  }
}
