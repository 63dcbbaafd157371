package io.sealcache.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * From an application's settings to what lies in its store, and back. The answers were made by an
 * independent implementation, of HKDF, AES-SIV and XAES-256-GCM too. They never change.
 */
class StoredFormatTest {
  private static final String CURRENT_KEY =
      "7b63fba0bb2c663d78fffda64f95c8f6f350ea67a6706bf1cfbe5aa9b0ba0b56";
  private static final String INDEX_KEY =
      "929e1c34e9df9bf85629f8dbd80b05235dfc962976e31f358d34d5059d648ac1";
  private static final String KEY = "customer-4711";
  private static final String VALUE = "Ada Lovelace";

  /** Suite, key id, session and counter of all. */
  private static final String HEADER = "019a8c5944000102030405060708090a0bfffffffffffffffe";

  /**
   * The stored texts of one key and value.
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
              "AVuYrpj_OVFd1Uw2EBDnuRKo4wuEZqgGTAnDC_jnhtA4ng",
              "a7cf2ee160737ed46ec9fe5e5ea32864f78dc37b1d3c8800a35dbae606aa94b88a794a2f"),
          new Answer(
              "shop",
              "",
              "customers",
              "AVuYrphkItUpWWzbFMZZmg2Kh3Zb8vKas2-XWqf5rfPQZA",
              "30de09863c6303e707473e8606622667f21bcfe724921712eeea8ca198972f51effd46e8"),
          new Answer(
              "shop",
              "acme",
              "customers",
              "AVuYrpj9SH8ByZcgdTWnCCF6h9CgG-ZF9f-A_M3rNzkqFg",
              "de33f47b4fc5f01a36254e8bb1edd11987a683ca401f8c892de64de516bb4b491577c669"),
          new Answer(
              "",
              "a",
              "bc",
              "AVuYrph_Ql-ua2qL9RoxATNxPMfscKYRV1tpI8KZiVF0Jg",
              "9c0b1dd92e7b9c82545b78483ce3882561a4aedd3eadaab58c1e0f132e4c8558acb1fc3b"),
          new Answer(
              "",
              "ab",
              "c",
              "AVuYrpgXUKD-4JcknJ6PULwi_yUyRvOlzlx11Ks-OCgGAA",
              "dfff2daa448c3d1d9becd53bbc2ee9526dc9f48aca3f77eb337231aa27443cf9cd05d486"),
          new Answer(
              "a",
              "b",
              "c",
              "AVuYrphTPS2crLsSrpbBXP0bNYMZgvECdkfEXsHN4xgGMg",
              "625d65a1474e2c8f1686a58193acf619d65921cb7a4eb524806adf7fca3cf97b9ba35164"));

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

  @OverEachStore
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
