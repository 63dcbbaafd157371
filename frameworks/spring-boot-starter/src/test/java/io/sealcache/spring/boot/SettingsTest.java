package io.sealcache.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Settings in whatever way Spring Boot lets them be written. */
class SettingsTest {
  private static final String YAML =
      """
      secret: aabbccdd
      sealcache:
        masterKey: ${secret}
        previous-master-keys:
          - aa
          - bb
        keystore: /etc/keys.p12
        kms: keystore:kek
        max_age: 10m
        max-value-size: 1024
        cache:
          orders.eu:
            maxAge: 1h
          "[by id/1]":
            keyCodec: string
            paddding: none
        allow-plaintext-caches: [one, two]
      """;

  @Test
  void yaml_isReadWithTheNamesThatSealCacheHas() throws IOException {
    SealCacheSettings settings = yaml();

    assertThat(settings.properties())
        .containsOnly(
            entry("sealcache.master-key", "aabbccdd"),
            entry("sealcache.previous-master-keys", "aa,bb"),
            entry("sealcache.keystore", "/etc/keys.p12"),
            entry("sealcache.kms", "keystore:kek"),
            entry("sealcache.max-age", "10m"),
            entry("sealcache.max-value-size", "1024"),
            entry("sealcache.cache.orders.eu.max-age", "1h"),
            entry("sealcache.cache.by id/1.key-codec", "string"),
            entry("sealcache.cache.by id/1.paddding", "none"));
    assertThat(settings.allowed()).containsExactly("one", "two");
    assertThat(settings.toString()).doesNotContain("aabbccdd");
  }

  @Test
  void environmentVariables_areRead() {
    assertThat(
            variables(Map.of("SEALCACHE_KEYRING", "/etc/keyring", "SEALCACHE_MAX_AGE", "5m"))
                .properties())
        .containsOnly(entry("sealcache.keyring", "/etc/keyring"), entry("sealcache.max-age", "5m"));
  }

  /** Actuator asks for them at each value that it shows. */
  @Test
  void secrets_costFewLooksAtASource() {
    AtomicInteger looks = new AtomicInteger();
    SealCacheSettings settings =
        of(
            new PropertySource<>("counting", looks) {
              @Override
              public @Nullable Object getProperty(String name) {
                looks.incrementAndGet();
                return null;
              }
            });

    assertThat(settings.secrets()).isEmpty();
    assertThat(looks).hasValueLessThan(20);
  }

  @Test
  void secrets_areThoseThatAreSet() throws IOException {
    assertThat(yaml().secrets()).containsExactlyInAnyOrder("aabbccdd", "aa,bb", "aa", "bb");
  }

  @Test
  void passwordWithAComma_isOneSecret() {
    assertThat(of(Map.of("sealcache.keystore.password", "pa,ss")).secrets())
        .containsExactly("pa,ss");
  }

  @Test
  void listWithCommas_isTheSameAsByIndex() {
    assertThat(of(Map.of("sealcache.previous-master-keys", "aa, bb")).properties())
        .containsOnly(entry("sealcache.previous-master-keys", "aa,bb"));
  }

  /** The provider reads the environment too, and leaves these to the starter. */
  @Test
  void variablesInAnySpellingOfSpring_areTakenWithoutAWarning() {
    Map<String, String> environment =
        Map.of("SEALCACHE_MAXAGE", "5m", "sealcache_previous_master_keys_0", "aa");
    assertThat(
            CapturedLog.of(
                "io.sealcache",
                () -> new Settings(new Properties(), new Properties(), environment, null)))
        .isEmpty();
    assertThat(
            variables(
                    Map.of(
                        "SEALCACHE_MAXAGE", "5m",
                        "SEALCACHE_PREVIOUS_MASTER_KEYS_0", "aa",
                        "SEALCACHE_PREVIOUSMASTERKEYS_1", "bb",
                        "SEALCACHE_ALLOW_PLAINTEXT_CACHES", "one",
                        "SEALCACHE_SERVICE_HOST", "10.0.0.1",
                        "SEALCACHE_PORT_80_TCP", "tcp://10.0.0.1:80"))
                .properties())
        .containsEntry("sealcache.max-age", "5m")
        .hasSize(2);
  }

  private static SealCacheSettings variables(Map<String, Object> variables) {
    return of(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
  }

  private static SealCacheSettings of(Map<String, Object> file) {
    return of(new MapPropertySource("file", file));
  }

  private static SealCacheSettings of(PropertySource<?>... sources) {
    StandardEnvironment environment = new StandardEnvironment();
    MutablePropertySources all = environment.getPropertySources();
    all.forEach(source -> all.remove(source.getName()));
    List.of(sources).forEach(all::addLast);
    return new SealCacheSettings(environment);
  }

  private static SealCacheSettings yaml() throws IOException {
    var file = new ByteArrayResource(YAML.getBytes(UTF_8));
    return of(new YamlPropertySourceLoader().load("yaml", file).toArray(PropertySource<?>[]::new));
  }

  @Test
  void unknownName_isHandedOnToBeRefused() {
    assertThat(of(Map.of("sealcache.keyrng", 1)).properties())
        .containsOnly(entry("sealcache.keyrng", "1"));
  }
}
