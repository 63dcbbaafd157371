package io.sealcache.codec;

import java.util.Arrays;

/** The codecs that come with SealCache, and the numbers that stand for them in stored values. */
public enum BuiltInCodec {
  /** {@link StandardCodec}. */
  STANDARD(1, "standard"),
  /** {@link BytesCodec}. */
  BYTES(2, "bytes"),
  /** {@link StringCodec}. */
  STRING(3, "string");

  /** Stands for each codec that is not built in; its name follows in the stored value. */
  public static final int CUSTOM_ID = 255;

  private final int id;
  private final String codecName;

  BuiltInCodec(int id, String codecName) {
    this.id = id;
    this.codecName = codecName;
  }

  /** Part of the stored format: 1 to 254, never changed. */
  public int id() {
    return id;
  }

  /** What {@link Codec#name} returns and settings say. */
  public String codecName() {
    return codecName;
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
