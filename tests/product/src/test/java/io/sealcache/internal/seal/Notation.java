package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.Jackson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Writes objects as JSON, in the notation of {@code notation.txt}. */
final class Notation {
  private static final int LONG = 1000;

  private final boolean ofKeys;

  private Notation(boolean ofKeys) {
    this.ofKeys = ofKeys;
  }

  static JsonElement ofKey(String codec, Object key) {
    return of(codec, key, new Notation(true));
  }

  static JsonElement ofValue(String codec, Object value) {
    return of(codec, value, new Notation(false));
  }

  private static JsonElement of(String codec, Object object, Notation standard) {
    return switch (codec) {
      case "standard" -> standard.of(object);
      case "string" -> text((String) object);
      case "bytes" -> named(codec, hex((byte[]) object));
      case "java" -> named(codec, hex(serialised(object)));
      case "json", "msgpack" -> named(codec, tree(object));
      // Another version of Arrow may write other bytes.
      case "arrow" ->
          named(codec, new JsonPrimitive(((VectorSchemaRoot) object).contentToTSVString()));
      default -> named("custom", hex(((String) object).getBytes(UTF_8)));
    };
  }

  private static JsonElement text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return utf8.length > LONG ? named("sha256", hex(sha256(utf8))) : new JsonPrimitive(text);
  }

  private static JsonElement tree(Object object) {
    Codec json = Jackson.TWO.json(object.getClass());
    EncodingBuffer out = new EncodingBuffer(0, 64);
    try {
      json.encode(object, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JsonParser.parseString(new String(out.array(), 0, out.size(), UTF_8));
  }

  private JsonElement of(@Nullable Object object) {
    if (object == null) {
      return JsonNull.INSTANCE;
    } else if (object instanceof Boolean bool) {
      return new JsonPrimitive(bool);
    } else if (object instanceof String text) {
      return UTF_8.newEncoder().canEncode(text)
          ? new JsonPrimitive(text)
          : named("utf16", hex(utf16(text)));
    } else if (object instanceof Enum<?> constant) {
      return named(
          "enum", array(name(constant.getDeclaringClass()), new JsonPrimitive(constant.name())));
    } else if (object instanceof Record record) {
      return named("record", record(record));
    } else if (object instanceof Object[] array) {
      return named(
          "array", array(name(array.getClass().getComponentType()), objects(Arrays.asList(array))));
    }
    JsonElement scalar = ScalarNotation.of(object);
    return scalar == null ? collection(object) : scalar;
  }

  /** Unlike the JDK's charset it keeps unpaired surrogates. */
  private static byte[] utf16(String text) {
    ByteBuffer units = ByteBuffer.allocate(Character.BYTES * text.length());
    units.asCharBuffer().put(text);
    return units.array();
  }

  private JsonElement collection(Object object) {
    String name = nameOf(object);
    if (name.isEmpty()) {
      return named("java", hex(serialised(object)));
    }
    return named(
        name, object instanceof Map<?, ?> map ? entries(map) : objects((Collection<?>) object));
  }

  /** The name of a list, set or map; empty if the standard codec doesn't know it. */
  private String nameOf(Object object) {
    if (!(object instanceof Collection<?> || object instanceof Map<?, ?>)) {
      return "";
    }
    String kind = object instanceof List<?> ? "List" : object instanceof Set<?> ? "Set" : "Map";
    if (ofKeys) {
      return kind;
    }
    return object.getClass().getName().startsWith("java.util.ImmutableCollections$")
        ? "Immutable" + kind
        : object.getClass().getSimpleName();
  }

  private JsonArray record(Record record) {
    JsonArray components = new JsonArray();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object part = component.getAccessor().invoke(record);
        components.add(array(new JsonPrimitive(component.getName()), of(part)));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return array(name(record.getClass()), components);
  }

  private JsonArray objects(Collection<?> elements) {
    JsonArray array = new JsonArray();
    elements.forEach(element -> array.add(of(element)));
    return array;
  }

  private JsonArray entries(Map<?, ?> map) {
    JsonArray array = new JsonArray();
    map.forEach((key, value) -> array.add(array(of(key), of(value))));
    return array;
  }

  static JsonObject named(String name, JsonElement content) {
    JsonObject object = new JsonObject();
    object.add(name, content);
    return object;
  }

  static JsonArray array(JsonElement... elements) {
    JsonArray array = new JsonArray();
    for (JsonElement element : elements) {
      array.add(element);
    }
    return array;
  }

  static JsonPrimitive hex(byte[] bytes) {
    return new JsonPrimitive(HexFormat.of().formatHex(bytes));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonPrimitive name(Class<?> type) {
    return new JsonPrimitive(type.getName());
  }

  private static byte[] serialised(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
