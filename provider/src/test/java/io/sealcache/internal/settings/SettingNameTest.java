package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNameTest {
  @ParameterizedTest
  @EnumSource
  void parse_readsEverySetting(Setting setting) {
    assertThat(SettingName.parse(setting.propertyName()))
        .isEqualTo(new SettingName(null, setting))
        .extracting(SettingName::property)
        .isEqualTo(setting.propertyName());
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
  void parse_readsNamesOfOneCache(String property, String cache, Setting setting) {
    assertThat(SettingName.parse(property))
        .isEqualTo(new SettingName(cache, setting))
        .extracting(SettingName::property)
        .isEqualTo(property);
  }

  @ParameterizedTest
  @CsvSource({
    "sealcache.masterkey, sealcache.master-key",
    "sealcache.key-codek, sealcache.key-codec",
    "sealcache.Nonce, sealcache.nonce",
    "sealcache.store.provider.name, sealcache.store.provider",
    "sealcache.cache.orders.maxage, sealcache.cache.orders.max-age",
    "sealcache.cache.com.acme.max-value-sizes, sealcache.cache.com.acme.max-value-size",
    "sealcache.cache.masterkey, sealcache.cache.<name>.max-age",
    "sealcache.cache.tenant, sealcache.cache.<name>.tenant",
    "sealcache.cache..tenant, sealcache.cache.<name>.tenant"
  })
  void parse_refusesUnknownNamesSayingTheNearest(String property, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingName.parse(property))
        .withMessage(
            "Unknown setting '%s'; the nearest known one is '%s'".formatted(property, nearest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sealcache.", "sealcache.cache", "sealcache.cache."})
  void parse_refusesNamesWithoutSetting(String property) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingName.parse(property))
        .withMessageStartingWith("Unknown setting '" + property + "'; the nearest");
  }

  @ParameterizedTest
  @EnumSource
  void parse_refusesSettingsOfTheManagerForOneCache(Setting setting) {
    if (!setting.isPerCache()) {
      String property = "sealcache.cache.orders.eu." + setting.localName();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SettingName.parse(property))
          .withMessage(
              "Setting '%s' is for the whole manager, not for one cache; set '%s'"
                  .formatted(property, setting.propertyName()));
    }
  }
}
