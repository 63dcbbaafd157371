package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.UnreadableEntryException;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ValueSizeTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  static Stream<Arguments> storesAndLengths() {
    int segment = 64 * 1024;
    return TestStore.with(
        List.of(0, 1, segment - 9, segment - 8, segment - 7, segment - 1, segment, segment + 1));
  }

  @ParameterizedTest
  @MethodSource("storesAndLengths")
  void valueOfAnyLength_comesBack(TestStore store, int length) {
    Cache<String, byte[]> cache =
        STORES.create(store, new EncryptedConfiguration<String, byte[]>().setCodec("bytes"));
    byte[] value = random(length);

    cache.put("key", value);

    assertThat(cache.get("key")).isEqualTo(value);
    assertThat(cache.replace("key", value.clone(), new byte[] {1})).isTrue();
    assertThat(cache.get("key")).isEqualTo(new byte[] {1});
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "HAZELCAST_MEMBER"})
  void valueOf64MiB_comesBack(TestStore store) {
    Cache<String, byte[]> cache = STORES.create(store);
    byte[] value = random(64 << 20);

    cache.put("key", value);

    assertThat(Arrays.equals(cache.get("key"), value)).isTrue();
  }

  @OverEachStore
  void storedValueAboveMaxValueSize_isNotEvenDecrypted(TestStore store) {
    Cache<String, byte[]> cache = STORES.create(store, limited());
    cache.put("key", random(1000));
    RawCache raw = STORES.raw(cache);
    byte[] plaintext = new byte[1 << 11 | 1]; // more than 1000 bytes, a trail and padding
    plaintext[1] = 2; // the codec "bytes"
    byte[] stored = Forgery.in(cache.getName()).seal(raw.onlyKey(), plaintext);
    stored[stored.length - 1] ^= 1; // whoever decrypted it would call it tampered with
    raw.plant(raw.onlyKey(), stored);

    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> cache.get("key"))
        .withMessageContaining("max-value-size");
    assertThat(Stores.unreadable(cache, "MALFORMED")).isEqualTo(1);
  }

  @OverEachStore
  void storedValueAboveMaxValueSize_butNotWithPadding_isRefusedAsWell(TestStore store) {
    Cache<String, byte[]> cache = STORES.create(store, limited());
    cache.put("key", random(1000));
    RawCache raw = STORES.raw(cache);
    byte[] plaintext = new byte[8 + 1001];
    plaintext[1] = 2; // the codec "bytes"
    raw.plant(raw.onlyKey(), Forgery.in(cache.getName()).seal(raw.onlyKey(), plaintext));

    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> cache.get("key"))
        .withMessageContaining("max-value-size");
    assertThat(Stores.unreadable(cache, "MALFORMED")).isEqualTo(1);
  }

  private static EncryptedConfiguration<String, byte[]> limited() {
    return new EncryptedConfiguration<String, byte[]>()
        .setCodec("bytes")
        .setMaxValueSize(1000)
        .setOnUnreadable(OnUnreadable.FAIL);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
