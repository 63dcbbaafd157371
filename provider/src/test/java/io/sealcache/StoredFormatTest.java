package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * From an application's settings to what lies in its store, and back. The answers were made by an
 * independent implementation, of HKDF, AES-SIV and XAES-256-GCM too. They never change.
 */
class StoredFormatTest {
  private static final String CURRENT_KEY =
      "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f";
  private static final String INDEX_KEY = "2f".repeat(32);
  private static final String KEY = "customer-4711";
  private static final String VALUE = "Ada Lovelace";

  /** Suite, key id, session and counter of all. */
  private static final String HEADER = "01c1d38e02000102030405060708090a0bfffffffffffffffe";

  /**
   * What is stored for one key and value.
   *
   * @param tenant empty: none
   */
  record Answer(
      String context, String tenant, String cache, String storedKey, String storedValue) {}

  static final List<Answer> ANSWERS =
      List.of(
          new Answer(
              "",
              "",
              "customers",
              "AYNwgsnvB9RR2CFc63wMvRyJcCLXDuuXq39Q97l1PS7lpg",
              "c2d3451adceff7186b7cfc2593ae486ea39c3f0e08cae24822a7b0aad9f9faebf373f4b3"),
          new Answer(
              "shop",
              "",
              "customers",
              "AYNwgsm-tu2Rq4-2f4Q9jZnriSn0WTUM1aVHLgRZNNjOqQ",
              "1e848fc39c5de7385d32494ef5f5626933e41a29999b51cd42f2eb73b4ffa8e3d330f877"),
          new Answer(
              "shop",
              "acme",
              "customers",
              "AYNwgsl4ccRq12rg5CbK9zi6BhZZnzuaDgLHucT8QK5Pyg",
              "d5f3e038c34aa21710a7276ab701cdcd4d16579f56d0f90a59bcaffdb17b92dadc5ad930"),
          new Answer(
              "",
              "a",
              "bc",
              "AYNwgsnT4ay4O-6N-cqGljdh64zRsOZLC1NTZzYjyB6yIA",
              "5f63c5ca3f0c14d80c926a249c63bbe7cfea92b470cb64f419c174975fb0440316d4b4f0"),
          new Answer(
              "",
              "ab",
              "c",
              "AYNwgsnPxQWWmcO3WTS6dQh2PJR488fjntghDUuDY-EXXg",
              "8605127b33ef3ed0abc562fa3e5a937a13d52c0d0f0a116d22081dc7afcd52465dfca45d"),
          new Answer(
              "a",
              "b",
              "c",
              "AYNwgsm37Wf_4tpPoL1gxyhs9x0qAtDb9KI24x4tC074Fg",
              "dad3aa63b73792860defe9e27d15ed831efe436d85b5bd913affc8f000fb2636d7fb3eef"));

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void put_storesUnderTheKnownKey(Answer answer) {
    try (StoreFixture fixture = over(TestStore.CAFFEINE, answer)) {
      create(fixture, answer.cache()).put(KEY, VALUE);

      assertThat(fixture.raw(answer.cache()).onlyKey()).isEqualTo(answer.storedKey());
    }
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void get_opensTheKnownValue(Answer answer) {
    try (StoreFixture fixture = over(TestStore.CAFFEINE, answer)) {
      EncryptedCache<String, String> cache = create(fixture, answer.cache());
      plant(fixture, answer.cache(), answer.storedKey(), answer.storedValue());

      assertThat(cache.get(KEY)).isEqualTo(VALUE);
      assertThat(cache.iterator().next().getKey()).isEqualTo(KEY);
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void knownEntry_isThatOfEachStore(TestStore store) {
    Answer answer = ANSWERS.get(2);
    try (StoreFixture fixture = over(store, answer)) {
      EncryptedCache<String, String> cache = create(fixture, answer.cache());
      plant(fixture, answer.cache(), answer.storedKey(), answer.storedValue());

      assertThat(cache.get(KEY)).isEqualTo(VALUE);
      cache.put(KEY, VALUE);
      assertThat(fixture.raw(answer.cache()).onlyKey()).isEqualTo(answer.storedKey());
    }
  }

  /** So that nothing but its own value key opens a value, each is planted under each key. */
  @Test
  void get_valueOfAnotherContextTenantOrCache_isNone() {
    for (Answer answer : ANSWERS) {
      try (StoreFixture fixture = over(TestStore.CAFFEINE, answer)) {
        EncryptedCache<String, String> cache = create(fixture, answer.cache());
        others(answer)
            .forEach(
                other -> {
                  plant(fixture, answer.cache(), answer.storedKey(), other.storedValue());
                  assertThat(cache.get(KEY)).isNull();
                  cache.clear();
                  plant(fixture, answer.cache(), other.storedKey(), other.storedValue());
                  assertThat(cache.get(KEY)).isNull();
                  cache.clear();
                });
      }
    }
  }

  private static Stream<Answer> others(Answer answer) {
    return ANSWERS.stream().filter(other -> !other.equals(answer));
  }

  private static StoreFixture over(TestStore store, Answer answer) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sealcache.master-key", CURRENT_KEY);
    settings.put("sealcache.index-key", INDEX_KEY);
    settings.put("sealcache.context", answer.context());
    settings.put("sealcache.tenant", answer.tenant());
    settings.put("sealcache.codec", "string");
    settings.put("sealcache.key-codec", "string");
    return StoreFixture.over(store, settings);
  }

  private static EncryptedCache<String, String> create(StoreFixture fixture, String name) {
    return fixture.create(
        name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
  }

  private static void plant(StoreFixture fixture, String cache, String key, String value) {
    fixture.raw(cache).plant(key, HexFormat.of().parseHex(HEADER + value));
  }
}
