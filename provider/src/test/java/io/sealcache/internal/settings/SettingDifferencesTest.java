package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingDifferencesTest {
  private static final Set<Setting> ALL = EnumSet.allOf(Setting.class);

  @Test
  void contradictions_namesWhatIsGivenOtherwise() {
    Settings open = of("sealcache.context", "shop", "sealcache.max-age", "1h");

    assertThat(
            SettingDifferences.contradictions(
                SettingsTest.properties(
                    "sealcache.context", "", "sealcache.max-age", "2h", "sealcache.tenant", "acme"),
                open,
                EnumSet.of(Setting.CONTEXT, Setting.TENANT)))
        .containsExactly("sealcache.tenant");
    assertThat(SettingDifferences.contradictions(new Properties(), open, ALL)).isEmpty();
  }

  @Test
  void ignored_namesWhatIsGivenOtherwiseAndBeItTheDefault() {
    Settings open = of("sealcache.codec", "json", "sealcache.max-age", "1h");

    assertThat(
            SettingDifferences.ignored(
                SettingsTest.properties(
                    "sealcache.codec", "standard",
                    "sealcache.key-codec", "standard",
                    "sealcache.max-age", "1h",
                    "sealcache.cache.books.padding", "none"),
                open))
        .containsExactly("sealcache.cache.books.padding", "sealcache.codec");
    assertThat(SettingDifferences.ignored(new Properties(), open)).isEmpty();
  }

  @Test
  void missing_namesWhatIsGivenHereAndNotThere() {
    Settings here =
        of(
            "sealcache.context", "shop",
            "sealcache.max-age", "1h",
            "sealcache.nonce", "counter",
            "sealcache.cache.books.padding", "padme");

    assertThat(SettingDifferences.missing(here, of("sealcache.max-age", "2h"), ALL))
        .containsExactly("sealcache.cache.books.padding", "sealcache.context");
    assertThat(SettingDifferences.missing(here, here, ALL)).isEmpty();
    assertThat(SettingDifferences.missing(of(), here, ALL)).isEmpty();
    assertThat(SettingDifferences.missing(here, of(), EnumSet.of(Setting.MAX_AGE)))
        .containsExactly("sealcache.max-age");
  }

  @Test
  void missing_aTenantStandsForAResolverAndAResolverForATenant() {
    Settings tenant = of("sealcache.tenant", "acme");
    Settings resolver = of("sealcache.tenant-resolver", "com.acme.Tenants");

    assertThat(SettingDifferences.missing(tenant, resolver, ALL)).isEmpty();
    assertThat(SettingDifferences.missing(resolver, tenant, ALL)).isEmpty();
    assertThat(SettingDifferences.missing(resolver, of(), ALL))
        .containsExactly("sealcache.tenant-resolver");
  }

  private static Settings of(String... namesAndValues) {
    return new Settings(SettingsTest.properties(namesAndValues), new Properties(), Map.of(), null);
  }
}
