package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** cachekit's published vectors. */
final class Vectors {
  private Vectors() {}

  static JsonObject file(String name) {
    try (InputStream stream = Vectors.class.getResourceAsStream(name)) {
      return JsonParser.parseReader(new InputStreamReader(stream, UTF_8)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A group of vectors by their names, none of which may get lost. */
  static Stream<Arguments> group(JsonObject file, String group, int count) {
    List<JsonObject> vectors =
        file.getAsJsonArray(group).asList().stream().map(JsonElement::getAsJsonObject).toList();
    assertThat(vectors).as(group).hasSize(count);
    return vectors.stream().map(vector -> arguments(Named.of(text(vector, "name"), vector)));
  }

  static String text(JsonObject vector, String name) {
    return vector.get(name).getAsString();
  }

  /** A text that a vector leaves out is the other text. */
  static String text(JsonObject vector, String name, String otherwise) {
    return vector.has(name) ? text(vector, name) : otherwise;
  }

  static byte[] bytes(JsonObject vector, String name) {
    return hex(text(vector, name));
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static @Nullable Object[] call(JsonObject vector) {
    return list(vector.getAsJsonArray("args")).toArray();
  }

  /** The object that a vector's JSON with tags is for. */
  static @Nullable Object object(JsonElement json) {
    if (json.isJsonNull()) {
      return null;
    }
    if (json.isJsonArray()) {
      return list(json.getAsJsonArray());
    }
    if (json.isJsonPrimitive()) {
      return scalar(json.getAsJsonPrimitive());
    }
    Map<String, JsonElement> map = json.getAsJsonObject().asMap();
    return map.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("$"))
        .map(entry -> tagged(entry.getKey(), entry.getValue()))
        .findFirst()
        .orElseGet(() -> map(map));
  }

  private static Object tagged(String tag, JsonElement json) {
    return switch (tag) {
      case "$set" -> new LinkedHashSet<>(list(json.getAsJsonArray()));
      case "$bytes" -> hex(json.getAsString());
      case "$datetime" -> dateTime(json.getAsString());
      case "$uuid" -> UUID.fromString(json.getAsString());
      case "$float" -> Double.valueOf(json.getAsString().replace("nan", "NaN"));
      case "$int" -> new BigInteger(json.getAsString());
      default -> throw new IllegalArgumentException(tag);
    };
  }

  private static TemporalAccessor dateTime(String text) {
    return text.contains("+") ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
  }

  private static Object scalar(JsonPrimitive json) {
    if (json.isBoolean()) {
      return json.getAsBoolean();
    }
    return json.isNumber() ? (Object) json.getAsLong() : json.getAsString();
  }

  private static List<@Nullable Object> list(JsonArray json) {
    List<@Nullable Object> list = new ArrayList<>();
    json.forEach(element -> list.add(object(element)));
    return list;
  }

  private static Map<String, @Nullable Object> map(Map<String, JsonElement> json) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.forEach((key, value) -> map.put(key, object(value)));
    return map;
  }
}
