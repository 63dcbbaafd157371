package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches of applications with other keys, between which the stored entries are carried. */
class KeyRotationTest {
  private static final String OLD = StoreFixture.MASTER_KEY;
  private static final String NEW = FixedKey.hex(170);

  @AutoClose private final StoreFixture before = open(Map.of());

  @BeforeEach
  void store() {
    before.<String, Integer>create("numbers").putAll(Map.of("a", 1, "b", 2));
  }

  @Test
  void previousKey_keepsEntriesReadable() {
    try (StoreFixture after = rotated()) {
      EncryptedCache<String, Integer> cache = carry(after);

      assertThat(cache.getAll(java.util.Set.of("a", "b"))).isEqualTo(Map.of("a", 1, "b", 2));
      assertThat(Stores.encryption(cache).getOpenedWithPreviousKey()).isEqualTo(2);
      assertThat(Stores.encryption(cache).getOpened()).isEqualTo(2);
      assertThat(cache).hasSize(2);
    }
  }

  @Test
  void whatIsWrittenAgain_isSealedWithTheCurrentKey() {
    try (StoreFixture after = rotated()) {
      EncryptedCache<String, Integer> cache = carry(after);
      assertThat(cache.replace("a", 1, 10)).isTrue();
      cache.put("b", 20);
      long before = Stores.encryption(cache).getOpenedWithPreviousKey();

      assertThat(cache.get("a")).isEqualTo(10);
      assertThat(cache.get("b")).isEqualTo(20);

      assertThat(Stores.encryption(cache).getOpenedWithPreviousKey()).isEqualTo(before);
      assertThat(after.raw("numbers").entries().values())
          .hasSize(2)
          .allSatisfy(value -> assertThat(keyId(value)).isEqualTo(id(NEW)));
      assertThat(Stores.encryption(cache).getCurrentKeyId()).isEqualTo(id(NEW));
    }
  }

  @Test
  void withoutThePreviousKey_entriesAreOfAnUnknownKey() {
    try (StoreFixture after = open(Map.of("sealcache.master-key", NEW))) {
      EncryptedCache<String, Integer> cache = carry(after);

      assertThat(cache.get("a")).isNull();
      assertThat(Stores.unreadable(cache, "UNKNOWN_KEY")).isEqualTo(1);
      assertThat(cache.putIfAbsent("a", 5)).isTrue();
      assertThat(cache.get("a")).isEqualTo(5);
    }
  }

  @Test
  void valueRelabelledAsAnotherKeys_isNotTriedWithItsOwn() {
    try (StoreFixture after = rotated()) {
      EncryptedCache<String, Integer> cache = carry(after);
      assertThat(cache.get("a")).isEqualTo(1);
      RawCache raw = after.raw("numbers");
      raw.entries()
          .forEach(
              (key, value) -> {
                byte[] relabelled = value.clone();
                byte[] newId = java.util.HexFormat.of().parseHex(id(NEW));
                System.arraycopy(newId, 0, relabelled, 1, newId.length);
                raw.plant(key, relabelled);
              });

      assertThat(cache.get("a")).isNull();
      assertThat(Stores.unreadable(cache, "TAMPERED")).isEqualTo(1);
    }
  }

  @Test
  void withoutAnIndexKey_aRotationStartsAColdCache() {
    try (StoreFixture first = open(Map.of("sealcache.index-key", ""));
        StoreFixture after = rotated("")) {
      first.<String, Integer>create("numbers").put("a", 1);
      EncryptedCache<String, Integer> cache = carry(first, after);

      assertThat(cache.get("a")).isNull();
      assertThat(cache).isEmpty();
      assertThat(Stores.unreadable(cache, "UNKNOWN_KEY")).isEqualTo(1); // the stored key's
    }
  }

  @Test
  void withTheFirstMasterKeyAsIndexKey_aRotationKeepsTheEntries() {
    try (StoreFixture first = open(Map.of("sealcache.index-key", ""));
        StoreFixture after = rotated(OLD)) {
      first.<String, Integer>create("numbers").put("a", 1);

      assertThat(carry(first, after).get("a")).isEqualTo(1);
    }
  }

  private static StoreFixture rotated(String indexKey) {
    return open(
        Map.of(
            "sealcache.master-key", NEW,
            "sealcache.previous-master-keys", OLD,
            "sealcache.index-key", indexKey));
  }

  private StoreFixture rotated() {
    return open(Map.of("sealcache.master-key", NEW, "sealcache.previous-master-keys", OLD));
  }

  private static StoreFixture open(Map<String, ?> settings) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }

  private EncryptedCache<String, Integer> carry(StoreFixture to) {
    return carry(before, to);
  }

  private static EncryptedCache<String, Integer> carry(StoreFixture from, StoreFixture to) {
    EncryptedCache<String, Integer> cache = to.create("numbers");
    RawCache target = to.raw("numbers");
    from.raw("numbers").entries().forEach(target::plant);
    return cache;
  }

  private static String id(String masterKey) {
    return "%08x".formatted(MasterKey.of(HexFormat.of().parseHex(masterKey)).id());
  }

  private static String keyId(byte[] storedValue) {
    return java.util.HexFormat.of().formatHex(storedValue, 1, 5);
  }
}
