package io.sealcache.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class JacksonCodecFuzzTest {
  /** Some of each kind. */
  record Customer(
      String name,
      int age,
      double score,
      boolean active,
      @Nullable Instant since,
      @Nullable List<String> tags,
      @Nullable Map<String, Customer> friends) {}

  private final Coding json = Coding.of(Jackson.TWO.json(Customer.class));
  private final Coding msgpack = Coding.of(Jackson.TWO.messagePack(Customer.class));

  /** Bytes are refused as the interface says, or are a value that is written and read again. */
  @FuzzTest(maxDuration = "10m")
  void json(byte[] encoded) throws IOException, ClassNotFoundException {
    check(json, encoded);
  }

  /** The same. */
  @FuzzTest(maxDuration = "10m")
  void msgpack(byte[] encoded) throws IOException, ClassNotFoundException {
    check(msgpack, encoded);
  }

  private static void check(Coding coding, byte[] encoded)
      throws IOException, ClassNotFoundException {
    Object value;
    try {
      value = coding.decode(encoded);
    } catch (IOException | ClassNotFoundException e) {
      return;
    }
    byte[] written = coding.encode(value);
    assertThat(coding.decode(written)).isEqualTo(value);
  }
}
