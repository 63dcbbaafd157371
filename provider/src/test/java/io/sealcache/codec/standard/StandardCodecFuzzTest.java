package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

class StandardCodecFuzzTest {
  private final Coding values = Coding.values();
  private final Coding keys = Coding.keys();

  /** Bytes are refused as the interface says, or are an object that is written and read again. */
  @FuzzTest(maxDuration = "10m")
  void value(byte[] encoded) throws IOException, ClassNotFoundException {
    Object read = decode(values, encoded);
    if (read != null) {
      Object value = values.roundTrip(read); // a wrapper is a plain collection from now on
      byte[] written = values.encode(value);
      Object again = values.decode(written);
      assertThat(again).hasSameClassAs(value);
      // Not the bytes: a map of keys without equals has no order that stays.
      assertThat(values.encode(again)).hasSameSizeAs(written);
    }
  }

  /** One key has one encoding. */
  @FuzzTest(maxDuration = "10m")
  void key(byte[] encoded) throws IOException, ClassNotFoundException {
    Object key = decode(keys, encoded);
    if (key != null) {
      byte[] canonical = keys.encode(key);
      assertThat(keys.encode(keys.decode(canonical))).isEqualTo(canonical);
    }
  }

  private static @Nullable Object decode(Coding coding, byte[] encoded) {
    try {
      return coding.decode(encoded);
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
