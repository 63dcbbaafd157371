package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.store.ValueCarrier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCensusTest {
  private final List<Cache.@Nullable Entry<?, ?>> entries = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();

  private static byte[] bytes(int length, int suite, int keyId) {
    return ByteBuffer.allocate(length).put((byte) suite).putInt(keyId).array();
  }

  private static String key(int indexKeyId, int number) {
    byte[] key = bytes(21 + 4, 1, indexKeyId);
    ByteBuffer.wrap(key).putInt(21, number);
    return Base64Url.encode(key);
  }

  private static byte[] value(int dataKeyId) {
    return bytes(25 + 8 + 16, 1, dataKeyId);
  }

  private void add(String key, @Nullable Object value) {
    entries.add(new Listed(key, value));
  }

  private KeyCensus count(ValueCarrier carrier) {
    return KeyCensus.of(carrier.listed(entries.iterator()), progress::add);
  }

  /** Of whatever whoever runs the store put there. */
  @SuppressWarnings("rawtypes")
  private record Listed(Object getKey, @Nullable Object getValue) implements Cache.Entry {
    @Override
    public @Nullable Object unwrap(Class type) {
      return null;
    }
  }

  @Test
  void whatIsNoEntryOfOurs_isCountedApart() {
    byte[] cut = Arrays.copyOf(value(1), 25 + 16);
    add(key(7, 1), cut);
    add(key(7, 2), bytes(25 + 8 + 16, 2, 1));
    add(key(7, 3), "text where bytes should be");
    add("no key of ours", value(1));
    add(Base64Url.encode(bytes(20, 1, 7)), value(1));
    add(Base64Url.encode(bytes(25, 2, 7)), value(1));
    add(key(7, 4) + "=", value(1));

    assertThat(count(ValueCarrier.BYTES)).isEqualTo(new KeyCensus(List.of(), 7, 0));
  }

  @Test
  void keyOfAnotherClass_isCountedApart() {
    entries.add(new Listed(5, value(1)));

    assertThat(count(ValueCarrier.BYTES).others()).isEqualTo(1);
  }

  @Test
  void whatHasExpiredMeanwhile_isNotCounted() {
    entries.add(null);
    add(key(7, 1), null);

    assertThat(count(ValueCarrier.BYTES)).isEqualTo(new KeyCensus(List.of(), 0, 0));
  }
}
