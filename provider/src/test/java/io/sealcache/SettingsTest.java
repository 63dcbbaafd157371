package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Properties;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void text_goesBySourcesInOrderOfPrecedence() {
    Properties manager = properties("sealcache.context", "manager");
    Properties system = properties("sealcache.context", "system");
    Map<String, String> environment = Map.of("SEALCACHE_CONTEXT", "environment");
    Properties file = properties("sealcache.context", "file");
    var none = new Properties();

    assertThat(context(manager, system, environment, file)).isEqualTo("manager");
    assertThat(context(none, system, environment, file)).isEqualTo("system");
    assertThat(context(none, none, environment, file)).isEqualTo("environment");
    assertThat(context(none, none, Map.of(), file)).isEqualTo("file");
    assertThat(context(none, none, Map.of(), none)).isEmpty();
  }

  @Test
  void forCache_refusesAWrongValueNamingAllowedOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("sealcache.nonce", "luck"))
        .withMessage("Setting 'sealcache.nonce' is 'luck'; it must be 'counter' or 'random'");
  }

  @Test
  void forCache_ofNothingGivesDefaults() {
    assertThat(of().forCache("a", new MutableConfiguration<>()).onUnreadable())
        .isEqualTo(OnUnreadable.MISS);
  }

  static Settings of(String... namesAndValues) {
    return new Settings(properties(namesAndValues), new Properties(), Map.of(), null);
  }

  static Properties properties(String... namesAndValues) {
    var properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  private static @Nullable String context(
      Properties manager, Properties system, Map<String, String> environment, Properties file) {
    return new Settings(manager, system, environment, file).text(Setting.CONTEXT);
  }
}
