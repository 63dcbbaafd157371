package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Padding;
import io.sealcache.keys.FixedKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingValueTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "64KiB, 65536",
    "64MiB, 67108864",
    "1GiB, 1073741824",
    "2000MiB, 2097152000",
    "2097152000, 2097152000"
  })
  void size_readsBytesAndUnits(String text, long bytes) {
    assertThat(of(Setting.MAX_VALUE_SIZE, text).size()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0MiB",
        "-1",
        "+1",
        "64 MiB",
        "64mib",
        "64MB",
        "1.5MiB",
        "2001MiB",
        "2GiB",
        "2097152001",
        "9999999999GiB",
        "99999999999999999999",
        "٣"
      })
  void size_refusesAnythingElse(String text) {
    assertRefused(Setting.MAX_VALUE_SIZE, text, "1 to 2000MiB", "KiB");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10000, 10000", "1000000, 1000000"})
  void count_readsANumber(String text, int number) {
    assertThat(of(Setting.TENANTS_IN_MEMORY, text).count(1_000_000)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "01", "1000001", "9999999999", "1e3", "10k", "٣"})
  void count_refusesAnythingElse(String text) {
    assertRefused(Setting.TENANTS_IN_MEMORY, text, "1 to 1000000");
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "30s, PT30S",
    "10m, PT10M",
    "12h, PT12H",
    "7d, P7D",
    "PT10M, PT10M",
    "P1DT2H, PT26H"
  })
  void maxAge_readsBothForms(String text, Duration duration) {
    assertThat(of(Setting.MAX_AGE, text).maxAge()).isEqualTo(duration);
  }

  @Test
  void maxAge_readsNone() {
    assertThat(of(Setting.MAX_AGE, "none").maxAge()).isEqualTo(SettingValue.FOREVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "PT0S",
        "PT-1S",
        "-1s",
        "PT0.0001S",
        "10",
        "10 m",
        "10M",
        "1w",
        "never",
        "99999999999999999999s",
        "9223372036854775807d",
        "9223372036854775807h",
        "PT9999999999999H"
      })
  void maxAge_refusesAnythingElse(String text) {
    assertRefused(Setting.MAX_AGE, text, "10m", "PT10M", "'none'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "ON_UNREADABLE, 'miss' or 'fail', MISS|null|| miss",
        "NONCE, 'counter' or 'random', Counter|gcm|",
        "COMPRESSION, 'none' or 'deflate', gzip|DEFLATE|",
        "PADDING, 'none' or 'padme' or 'power-of-two', power_of_two|padmé|"
      })
  void choice_refusesAnythingElse(Setting setting, String choices, String others) {
    for (String text : others.split("\\|", -1)) {
      assertRefused(setting, text, choices);
    }
  }

  @Test
  void padding_isReadWithHyphens() {
    assertThat(of(Setting.PADDING, "power-of-two").option(Padding.class))
        .isEqualTo(Padding.POWER_OF_TWO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void names_mustNotBeBlank(String text) {
    assertRefused(Setting.TENANT, text, "not blank");
    assertRefused(Setting.CODEC, text, "not blank");
    assertRefused(Setting.KEY_CODEC, text, "not blank");
    assertRefused(Setting.JAVA_FILTER, text, "not blank");
    assertRefused(Setting.STORE_PROVIDER, text, "not blank");
    assertRefused(Setting.CONFIG, text, "not blank");
    assertRefused(Setting.KEYRING, text, "not blank");
    assertRefused(Setting.KEYSTORE, text, "not blank");
    assertRefused(Setting.KEY_SOURCE, text, "not blank");
  }

  @ParameterizedTest
  @EnumSource(names = {"KMS", "KEYRING", "KEY_TABLE", "PADDING", "STORE_PROVIDER"})
  void keyInTheWrongPlace_isNotShown(Setting setting) {
    for (String key :
        List.of(FixedKey.hex(1), Base64.getEncoder().encodeToString(FixedKey.secret(1)))) {
      for (String text : List.of(key, "aws:" + key, "keystore:a, " + key, key + "?region=a")) {
        assertThat(of(setting, text).shown()).doesNotContain(key);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> of(setting, key).option(Padding.class))
          .withMessageNotContaining(key);
    }
    assertThat(of(setting, "aws:alias/caches?region=x").shown()).isEqualTo("aws:alias/caches");
  }

  @Test
  void tenant_mustBeWellFormed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Setting.TENANT, "a\uDC00").value())
        .withMessageContainingAll("'sealcache.tenant'", "surrogate");
  }

  @ParameterizedTest
  @EnumSource(names = {"MASTER_KEY", "PREVIOUS_MASTER_KEYS", "INDEX_KEY", "KEYSTORE_PASSWORD"})
  void secret_isInNoMessage(Setting setting) {
    String secret = "CANARYsecretCANARY";
    SettingValue value = of(setting, secret);

    assertThat(setting.isSecret()).isTrue();
    assertThat(value).asString().doesNotContain("CANARY");
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(value::size, value::maxAge, () -> value.option(Padding.class))) {
      assertThatIllegalArgumentException()
          .isThrownBy(reading)
          .withMessageContainingAll(setting.propertyName(), "must be")
          .withMessageNotContaining("CANARY");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(of(setting, secret + "\uDC00")::value)
        .withMessageContaining(setting.propertyName())
        .withMessageNotContaining("CANARY");
  }

  @Test
  void settingsThatAreSecret_areThoseWithKeysAndPasswords() {
    assertThat(Arrays.stream(Setting.values()).filter(Setting::isSecret))
        .containsExactlyInAnyOrder(
            Setting.MASTER_KEY,
            Setting.PREVIOUS_MASTER_KEYS,
            Setting.INDEX_KEY,
            Setting.KEYSTORE_PASSWORD);
  }

  @Test
  void tenant_mustBeAString() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Setting.TENANT, 7).value())
        .withMessage(
            "Setting 'sealcache.tenant' is an instance of java.lang.Integer; it must be a String");
  }

  @Test
  void javaFilter_mustHaveTheSyntaxOfSerialFilters() {
    assertThat(of(Setting.JAVA_FILTER, "com.acme.**;!*").filter()).isEqualTo("com.acme.**;!*");
    assertRefused(Setting.JAVA_FILTER, "maxdepth=deep", "jdk.serialFilter");
  }

  @Test
  void storeUri_mustBeAUriAndShowsNoPassword() {
    of(Setting.STORE_URI, "file:/etc/ehcache.xml").value();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Setting.STORE_URI, "redis://me:geheim@host/ x").value())
        .withMessageContainingAll("'sealcache.store.uri'", "//host/", "a URI")
        .withMessageNotContaining("geheim");
  }

  @Test
  void toString_showsNoValue() {
    assertThat(of(Setting.MASTER_KEY, "geheim")).hasToString("'sealcache.master-key'");
  }

  private static void assertRefused(Setting setting, String text, String... allowed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(setting, text).value())
        .withMessageContainingAll(setting.propertyName(), "is '" + text + "'; it must be")
        .withMessageContainingAll(allowed);
  }

  private static SettingValue of(Setting setting, Object given) {
    return new SettingValue("'" + setting.propertyName() + "'", "test", setting, given);
  }
}
