package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.NamedCodec;
import io.sealcache.keys.TenantResolver;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  @Test
  void toString_showsNothingThatACodecOrResolverSaysOfItself() {
    Properties properties = new Properties();
    properties.put("sealcache.codec", new NamedCodec("geheim"));
    properties.put("sealcache.key-codec", new NamedCodec("geheim"));
    properties.put("sealcache.tenant-resolver", new Telling());
    Settings settings = new Settings(properties, new Properties(), Map.of(), null);
    CacheSettings chosen = SettingsTest.cache(settings, "orders");
    SettingValue value = new SettingValue("'it'", "manager", Setting.CODEC, chosen.codec());

    assertThat(chosen.codec().toString()).contains("geheim");
    assertThat(Stream.of(chosen, settings, value))
        .noneMatch(each -> String.valueOf(each).contains("geheim"));
  }

  private static final class Telling implements TenantResolver {
    @Override
    public @Nullable String tenant() {
      return null;
    }

    @Override
    public String toString() {
      return "geheim";
    }
  }
}
