package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncryptedCacheTest {
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void put_storeSeesNoPlaintext(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCache<String, String> cache = fixture.create("customers");

      cache.put("alice", "4111-1111-1111-1111");

      RawCache raw = fixture.raw("customers");
      assertThat(cache.get("alice")).isEqualTo("4111-1111-1111-1111");
      assertThat(raw.onlyKey()).doesNotContain("alice");
      assertThat(new String(raw.value(raw.onlyKey()), StandardCharsets.ISO_8859_1))
          .doesNotContain("4111");
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void get_entryOfAnotherKey_isAMiss(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCache<String, String> cache = fixture.create("customers");
      cache.put("alice", "a");
      RawCache raw = fixture.raw("customers");
      String alice = raw.onlyKey();
      byte[] value = raw.value(alice);
      cache.remove("alice");
      cache.put("bob", "b");

      raw.plant(raw.onlyKey(), value);

      assertThat(cache.get("bob")).isNull();
      assertThat(cache.putIfAbsent("bob", "c")).isTrue();
      assertThat(cache.get("bob")).isEqualTo("c");
    }
  }
}
