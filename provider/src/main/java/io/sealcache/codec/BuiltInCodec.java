package io.sealcache.codec;

import java.util.Arrays;

/** The codecs that come with SealCache, and the numbers that stand for them in stored values. */
public enum BuiltInCodec {
  /** {@link StandardCodec}. */
  STANDARD(1, "standard", "StandardCodec"),
  /** {@link BytesCodec}. */
  BYTES(2, "bytes", "BytesCodec"),
  /** {@link StringCodec}. */
  STRING(3, "string", "StringCodec"),
  /** {@link JsonCodec}. */
  JSON(4, "json", "JsonCodec"),
  /** {@link MsgpackCodec}. */
  MSGPACK(5, "msgpack", "MsgpackCodec"),
  /** {@link JavaCodec}. */
  JAVA(6, "java", "JavaCodec"),
  /** {@link ArrowCodec}. */
  ARROW(7, "arrow", "ArrowCodec");

  /** Stands for each codec that is not built in; its name follows in the stored value. */
  public static final int CUSTOM_ID = 255;

  private final int id;
  private final String codecName;
  private final String simpleClassName;

  BuiltInCodec(int id, String codecName, String simpleClassName) {
    this.id = id;
    this.codecName = codecName;
    this.simpleClassName = simpleClassName;
  }

  /** Part of the stored format: 1 to 254, never changed. */
  public int id() {
    return id;
  }

  /** What {@link Codec#name} returns and settings say. */
  public String codecName() {
    return codecName;
  }

  /** What settings may say as well; the class may need a library that is missing. */
  public String className() {
    return BuiltInCodec.class.getPackageName() + "." + simpleClassName;
  }

  /** The number of the codec of that name, {@value #CUSTOM_ID} if it is none of these. */
  public static int id(String codecName) {
    return Arrays.stream(values())
        .filter(codec -> codec.codecName.equals(codecName))
        .mapToInt(BuiltInCodec::id)
        .findFirst()
        .orElse(CUSTOM_ID);
  }
}
