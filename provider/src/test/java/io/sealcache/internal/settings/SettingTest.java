package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  @ParameterizedTest
  @EnumSource
  void of_readsEverySetting(Setting setting) {
    assertThat(Setting.of(setting.propertyName())).isEqualTo(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "sealcache.cache.orders.tenant, orders, TENANT",
    "sealcache.cache.com.acme.orders.key-codec, com.acme.orders, KEY_CODEC",
    "sealcache.cache.a.codec.tenant, a.codec, TENANT",
    "sealcache.cache.tenant.tenant, tenant, TENANT",
    "sealcache.cache..codec.codec, .codec, CODEC",
    "sealcache.cache.cache.nonce, cache, NONCE",
    "sealcache.cache.with space.max-age, with space, MAX_AGE"
  })
  void of_readsNamesOfOneCache(String property, String cache, Setting setting) {
    assertThat(Setting.of(property)).isEqualTo(setting);
    assertThat(setting.propertyName(cache)).isEqualTo(property);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealcache.",
        "sealcache.cache",
        "sealcache.masterkey",
        "sealcache.key-codek",
        "sealcache.Nonce",
        "sealcache.store.provider.name"
      })
  void of_refusesUnknownNamesSayingAll(String property) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.of(property))
        .withMessageStartingWith("Unknown setting '" + property + "'; there are sealcache.store.")
        .withMessageContainingAll(
            Stream.of(Setting.values()).map(Setting::propertyName).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealcache.cache.",
        "sealcache.cache.orders.maxage",
        "sealcache.cache.com.acme.max-value-sizes",
        "sealcache.cache.masterkey",
        "sealcache.cache.tenant",
        "sealcache.cache..tenant"
      })
  void of_refusesUnknownNamesOfOneCacheSayingThoseThatItMayHave(String property) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.of(property))
        .withMessageStartingWith("Unknown setting '" + property + "'; there are ")
        .withMessageContainingAll("sealcache.cache.<name>.max-age", "sealcache.cache.<name>.tenant")
        .withMessageNotContaining("master-key");
  }

  @ParameterizedTest
  @EnumSource
  void of_refusesSettingsOfTheManagerForOneCache(Setting setting) {
    if (!setting.isPerCache()) {
      String property = "sealcache.cache.orders.eu." + setting.localName();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Setting.of(property))
          .withMessage(
              "Setting '%s' is for the whole manager, not for one cache; set '%s'"
                  .formatted(property, setting.propertyName()));
    }
  }
}
