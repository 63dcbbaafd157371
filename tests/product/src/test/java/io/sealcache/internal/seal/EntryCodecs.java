package io.sealcache.internal.seal;

import com.google.gson.JsonElement;
import io.sealcache.codec.Codec;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.codec.jackson.Jackson;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/** The codecs of stored entries, by their names. */
final class EntryCodecs {
  private static final ObjectInputFilter FILTER = JavaFilter.standard();

  private EntryCodecs() {}

  /**
   * @param type names the class that the codec binds; null if it binds none
   * @param jackson by which codecs that bind do it
   */
  static Codec forKeys(String name, @Nullable JsonElement type, Jackson jackson) {
    return switch (name) {
      case "standard" -> StandardCodec.forKeys(FILTER);
      case "java" -> JavaCodec.forKeys(FILTER);
      default -> {
        Class<?> bound = type == null ? Object.class : classOf(type);
        yield forValues(name, type, jackson).forKeysOf(bound);
      }
    };
  }

  /**
   * @param type names the class that the codec binds; null if it binds none
   * @param jackson by which codecs that bind do it
   */
  static Codec forValues(String name, @Nullable JsonElement type, Jackson jackson) {
    return switch (name) {
      case "standard" -> StandardCodec.forValues(FILTER);
      case "java" -> JavaCodec.forValues(FILTER);
      case "string" -> new StringCodec();
      case "bytes" -> new BytesCodec();
      case "arrow" -> new ArrowCodec();
      case "json" -> jackson.json(bound(type));
      case "msgpack" -> jackson.messagePack(bound(type));
      default -> new TextCodec(name);
    };
  }

  private static Class<?> bound(@Nullable JsonElement type) {
    if (type == null) {
      throw new AssertionError("This codec needs a class");
    }
    return classOf(type);
  }

  private static Class<?> classOf(JsonElement type) {
    try {
      return Class.forName(type.getAsString());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
