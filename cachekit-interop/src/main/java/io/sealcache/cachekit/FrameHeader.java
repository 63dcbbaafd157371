package io.sealcache.cachekit;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.sealcache.cachekit.CachekitException.Malformed;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The header of a frame: how its payload is to be read. Nothing of it is authenticated by itself.
 */
record FrameHeader(String serializer, Map<String, Object> metadata) {
  private static final Set<String> FORMATS = Set.of("msgpack", "orjson", "arrow");

  /** Of JSON in UTF-8, in any order, without what is not known. */
  static FrameHeader parse(byte[] json) {
    try (JsonReader reader = new JsonReader(new StringReader(Utf8.decode(json)))) {
      reader.setStrictness(Strictness.STRICT);
      FrameHeader header = parse(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT || !FORMATS.contains(header.format())) {
        throw malformed();
      }
      if (header.serializer().isEmpty()) {
        throw new Malformed("The header of the frame records no serializer");
      }
      return header;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      // Without the cause, which tells of the bytes.
      throw malformed();
    }
  }

  private static FrameHeader parse(JsonReader reader) throws IOException {
    Map<String, Object> members = new HashMap<>();
    Map<String, Object> metadata = Map.of();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (name.equals("s")) {
        putNew(members, name, string(reader));
      } else if (name.equals("m")) {
        metadata = parseMetadata(reader);
        putNew(members, name, metadata);
      } else {
        reader.skipValue();
      }
    }
    reader.endObject();
    return new FrameHeader(members.getOrDefault("s", "").toString(), metadata);
  }

  private static Map<String, Object> parseMetadata(JsonReader reader) throws IOException {
    Map<String, Object> metadata = new HashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      switch (reader.peek()) {
        case STRING -> putNew(metadata, name, reader.nextString());
        case BOOLEAN -> putNew(metadata, name, reader.nextBoolean());
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return Map.copyOf(metadata);
  }

  /** No number, which the reader would give as one. */
  private static String string(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.STRING) {
      throw new MalformedJsonException("no string");
    }
    return reader.nextString();
  }

  private static void putNew(Map<String, Object> metadata, String name, Object value)
      throws MalformedJsonException {
    if (metadata.put(name, value) != null) {
      throw new MalformedJsonException("twice");
    }
  }

  String format() {
    return text("format");
  }

  boolean isCompressed() {
    return Boolean.TRUE.equals(metadata.get("compressed"));
  }

  boolean isEncrypted() {
    return Boolean.TRUE.equals(metadata.get("encrypted"));
  }

  /** Empty if there is none. */
  String originalType() {
    return text("original_type");
  }

  String tenant() {
    return text("tenant_id");
  }

  String algorithm() {
    return text("encryption_algorithm");
  }

  String fingerprint() {
    return text("key_fingerprint");
  }

  private String text(String name) {
    return metadata.get(name) instanceof String text ? text : "";
  }

  private static Malformed malformed() {
    return new Malformed("The header of the frame is not one of cachekit-py");
  }
}
