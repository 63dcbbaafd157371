package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachekitServiceTest {
  private static final String MASTER_KEY = "61".repeat(32);
  private static final String TENANT = "cross-sdk-test";

  // Published by cachekit: {"age": 30, "name": "alice"} for users:get_user(42).
  private static final String KEY =
      "users:get_user:61598716255080080f6456eb065c2e51badfaa4320b0efe97469c29cffee8875";
  private static final byte[] STORED =
      HexFormat.of()
          .parseHex(
              "000102030405060708090a0b033caf732820ce189e1506f842aebf8c"
                  + "db6a242eb08c55b6f5a91eb9007b3bd657");

  private final Map<String, byte[]> entries = new HashMap<>();
  private final CachekitService service =
      new CachekitService(
          new CachekitService.Bytes() {
            @Override
            public Optional<byte[]> get(String key) {
              return Optional.ofNullable(entries.get(key));
            }

            @Override
            public void put(String key, byte[] bytes) {
              entries.put(key, bytes);
            }
          },
          MASTER_KEY,
          TENANT);

  @Test
  void user_isWhatPythonWrote() {
    entries.put(KEY, STORED);

    assertThat(service.user(42)).isEqualTo(Map.of("age", 30L, "name", "alice"));
    assertThat(entries.get(KEY)).isSameAs(STORED);
  }

  @Test
  void user_isWrittenWhereThereIsNone() {
    Object loaded = service.user(42);

    assertThat(loaded).isEqualTo(Map.of("id", 42L, "name", "loaded by Java"));
    assertThat(entries).containsOnlyKeys(KEY);
    assertThat(service.user(42)).isEqualTo(loaded);
  }

  @Test
  void user_isWrittenAnewWhereSomebodyChangedIt() {
    byte[] changed = STORED.clone();
    changed[20] ^= 1;
    entries.put(KEY, changed);

    assertThat(service.user(42)).isEqualTo(Map.of("id", 42L, "name", "loaded by Java"));
    assertThat(entries.get(KEY)).isNotSameAs(changed);
  }
}
