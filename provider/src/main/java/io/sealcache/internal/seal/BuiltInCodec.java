package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that come with SealCache, and the numbers that stand for them in stored values. Their
 * classes are named as text, since each may need a library that is missing.
 */
public enum BuiltInCodec {
  STANDARD(1, "standard", "io.sealcache.codec.standard.StandardCodec"),
  BYTES(2, "bytes", "io.sealcache.codec.standard.BytesCodec"),
  STRING(3, "string", "io.sealcache.codec.standard.StringCodec"),
  JSON(4, "json", "io.sealcache.codec.jackson3.JsonCodec", "io.sealcache.codec.jackson.JsonCodec"),
  MSGPACK(
      5,
      "msgpack",
      "io.sealcache.codec.jackson3.MessagePackCodec",
      "io.sealcache.codec.jackson.MessagePackCodec"),
  JAVA(6, "java", "io.sealcache.codec.standard.JavaCodec"),
  ARROW(7, "arrow", "io.sealcache.codec.arrow.ArrowCodec");

  /** Stands for each codec that is not built in; its name follows in the stored value. */
  public static final int CUSTOM_ID = 255;

  private final int id;
  private final String codecName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> classNames;

  BuiltInCodec(int id, String codecName, String... classNames) {
    this.id = id;
    this.codecName = codecName;
    this.classNames = List.of(classNames);
  }

  /** Part of the stored format: 1 to 254, never changed. */
  public int id() {
    return id;
  }

  /** The name that {@link Codec#name} returns and settings say. */
  public String codecName() {
    return codecName;
  }

  /**
   * The names that settings may say as well; one for each version of a library that writes the same
   * bytes, the newest first.
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The one that settings call so; null if none.
   *
   * @param name a codec's, or its class's
   */
  public static @Nullable BuiltInCodec find(String name) {
    for (BuiltInCodec codec : values()) {
      if (codec.codecName.equals(name) || codec.classNames.contains(name)) {
        return codec;
      }
    }
    return null;
  }

  /** The codec of that number, for a message. */
  static String describe(int id) {
    for (BuiltInCodec codec : values()) {
      if (codec.id == id) {
        return "codec '" + codec.codecName + "'";
      }
    }
    return id == CUSTOM_ID ? "another codec of an application's own" : "a codec not known here";
  }

  /** The number of the codec of that name, {@value #CUSTOM_ID} if it is none of these. */
  public static int id(String codecName) {
    for (BuiltInCodec codec : values()) {
      if (codec.codecName.equals(codecName)) {
        return codec.id;
      }
    }
    return CUSTOM_ID;
  }
}
