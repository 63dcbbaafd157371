package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.cache.CacheException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Around a segment's end, and up to what max-value-size allows. */
class LargeValueTest {
  private static final int SEGMENT = 1 << 16;

  /** Of a value's plaintext: flags, codec and write time. */
  private static final int HEADER = 8;

  private static byte[] value(int length) {
    byte[] value = new byte[length];
    byte[] block = new byte[Math.min(length, SEGMENT - 1)];
    new Random(length).nextBytes(block);
    for (int at = 0; at < length; at += block.length) {
      System.arraycopy(block, 0, value, at, Math.min(block.length, length - at));
    }
    return value;
  }

  private static void roundTrip(int length, String codec, String limit) {
    try (StoreFixture fixture =
        StoreFixture.over(
            TestStore.CAFFEINE,
            Map.of("sealcache.codec", codec, "sealcache.max-value-size", limit))) {
      EncryptedCache<String, byte[]> cache = fixture.create("large");
      byte[] value = value(length);
      cache.put("k", value);

      assertThat(Arrays.equals(cache.get("k"), value)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        SEGMENT - HEADER - 1, SEGMENT - HEADER, SEGMENT - HEADER + 1,
        SEGMENT - 1, SEGMENT, SEGMENT + 1,
        2 * SEGMENT - HEADER - 1, 2 * SEGMENT - HEADER, 2 * SEGMENT - HEADER + 1,
      })
  void value_aroundTheEndOfASegment_comesBack(int length) {
    roundTrip(length, "bytes", "1MiB");
    roundTrip(length, "standard", "1MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "16777216, bytes, 128MiB", "16777216, standard, 128MiB",
    "16777216, bytes, 16MiB", "268435456, bytes, 300MiB"
  })
  void largeValue_comesBack(int length, String codec, String limit) {
    roundTrip(length, codec, limit);
  }

  @ParameterizedTest
  @CsvSource({"16777217, 16MiB", "268435457, 256MiB"})
  void largerValueThanAllowed_isRefusedAndLeavesTheOldOne(int length, String limit) {
    try (StoreFixture fixture =
        StoreFixture.over(
            TestStore.CAFFEINE,
            Map.of("sealcache.codec", "bytes", "sealcache.max-value-size", limit))) {
      EncryptedCache<String, byte[]> cache = fixture.create("large");
      cache.put("k", new byte[] {1});

      assertThatThrownBy(() -> cache.put("k", new byte[length]))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll("max-value-size", String.valueOf(length));
      assertThat(cache.get("k")).containsExactly(1);
    }
  }
}
