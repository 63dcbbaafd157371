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
    Settings more = of("sealcache.tenant", "acme", "sealcache.max-age", "1h");
    assertThat(SettingDifferences.missing(more, tenant, ALL)).containsExactly("sealcache.max-age");
    assertThat(SettingDifferences.missing(more, resolver, ALL))
        .containsExactly("sealcache.max-age");
  }

  private static Settings of(String... namesAndValues) {
    return new Settings(SettingsTest.properties(namesAndValues), new Properties(), Map.of(), null);
  }
}
