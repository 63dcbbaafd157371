package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sealcache.EncryptionMXBean;
import io.sealcache.fixture.Pretended;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** The guide's application, as Actuator shows it where it is told to show all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorTest {
  private static final String LINE = Library.masterKey();
  private static final String KEY = LINE.substring(LINE.indexOf('=') + 1);

  @AutoClose private ConfigurableApplicationContext application;

  @BeforeAll
  void start() {
    application =
        Library.start(
            Library.CAFFEINE,
            "another.name=" + KEY,
            "shown=yes",
            "sealcache.master-key=${another.name}",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always");
    Library.use(application);
  }

  @Test
  void secrets_areNotShownWhateverTheyAreNamed() {
    EnvironmentEndpoint env = application.getBean(EnvironmentEndpoint.class);

    for (String name : new String[] {"sealcache.master-key", "another.name"}) {
      assertThat(requireNonNull(env.environmentEntry(name).getProperty()).getValue())
          .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }
    assertThat(requireNonNull(env.environmentEntry("shown").getProperty()).getValue())
        .isEqualTo("yes");
  }

  @Test
  void configurationProperties_showNoSecret() {
    ConfigurationPropertiesReportEndpoint endpoint =
        application.getBean(ConfigurationPropertiesReportEndpoint.class);

    assertThat(endpoint.configurationProperties().getContexts().values())
        .flatExtracting(context -> context.getBeans().values())
        .isNotEmpty()
        .noneMatch(bean -> (bean.getProperties() + " " + bean.getInputs()).contains(KEY));
  }

  @Test
  void secretNames_areKnownInEachSpelling() {
    SanitizingFunction function = application.getBean("sealCacheSecrets", SanitizingFunction.class);

    for (String name :
        new String[] {
          "sealcache.masterKey",
          "SEALCACHE_MASTER_KEY",
          "SEALCACHE_PREVIOUSMASTERKEYS_0",
          "sealcache.previous-master-keys[1]",
          "sealcache.keystore.password"
        }) {
      assertThat(function.apply(data(name)).getValue())
          .as(name)
          .isEqualTo(SanitizableData.SANITIZED_VALUE);
    }
    assertThat(function.apply(data("sealcache.keyring")).getValue()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pw7",
        "java -jar library.jar --sealcache.keystore.password=pw7",
        "{\"sealcache\":{\"keystore\":{\"type\":\"pkcs12\",\"password\":\"pw7\"}}}",
        "redis://user:pw7@host"
      })
  void shortPassword_isNotShownWhereverItIs(String value) {
    var environment = new MockEnvironment().withProperty("sealcache.keystore.password", "pw7");
    SecretProperties function = new SecretProperties(new SealCacheSettings(environment));

    assertThat(function.apply(new SanitizableData(null, "another.name", value)).getValue())
        .isEqualTo(SanitizableData.SANITIZED_VALUE);
    assertThat(function.apply(new SanitizableData(null, "another.name", "pw")).getValue())
        .isEqualTo("pw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEALCACHE_STORE_URI", "spring.cache.jcache.config"})
  void passwordInAUri_isNotShown(String name) {
    SanitizingFunction function = application.getBean("sealCacheSecrets", SanitizingFunction.class);
    var uri = new SanitizableData(null, name, "https://ada:secret@config/a.yaml?token=secret");

    assertThat(function.apply(uri).getValue()).isEqualTo("https://config/a.yaml");
  }

  private static SanitizableData data(String name) {
    return new SanitizableData(null, name, "x");
  }

  @Test
  void health_tellsOfEachCachesKey() throws Exception {
    String health = Library.health(application);
    assertThat(health).startsWith("UP").contains("books={currentKeyId=").contains("unreadableRate");
    assertThat(health).doesNotContain(KEY);
  }

  /** Of an application that was undeployed, what is left answers that it is gone. */
  @Test
  void health_looksAtNoOtherApplicationsCaches() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String books =
        server.queryNames(new ObjectName("io.sealcache:type=Encryption,*"), null).stream()
            .map(ObjectName::getCanonicalName)
            .filter(name -> name.contains("Cache=books"))
            .findFirst()
            .orElseThrow();
    ObjectName gone = new ObjectName(books.replace("Cache=books", "Cache=gone"));
    EncryptionMXBean bean =
        Pretended.of(
            EncryptionMXBean.class,
            (proxy, method, arguments) -> {
              throw new IllegalStateException("gone");
            });
    server.registerMBean(new StandardMBean(bean, EncryptionMXBean.class, true), gone);
    try {
      String health = Library.health(application);
      assertThat(health).startsWith("UP").contains("books=").doesNotContain("gone");
    } finally {
      server.unregisterMBean(gone);
    }
  }

  @Test
  void meters_countWhatWasSealed() {
    MeterRegistry registry = application.getBean(MeterRegistry.class);

    assertThat(registry.get("sealcache.sealed").tag("cache", "books").functionCounter().count())
        .isEqualTo(1);
    var unreadable = registry.get("sealcache.unreadable");
    assertThat(unreadable.tags("cache", "books", "reason", "tampered").functionCounter().count())
        .isZero();
  }

  /** Spring Boot's own, which read JCache's statistics. */
  @Test
  void metersOfSpringBoot_countHitsAndMisses() {
    MeterRegistry registry = application.getBean(MeterRegistry.class);

    for (String result : new String[] {"hit", "miss"}) {
      var gets = registry.get("cache.gets").tags("cache", "books", "result", result);
      assertThat(gets.functionCounter().count()).as(result).isEqualTo(1);
    }
  }

  @Test
  void cachesEndpoint_namesTheCaches() throws Exception {
    Object endpoint = application.getBean("cachesEndpoint");

    Object report = endpoint.getClass().getMethod("caches").invoke(endpoint);
    Object managers = report.getClass().getMethod("getCacheManagers").invoke(report);
    assertThat(managers.toString()).contains("cacheManager");
  }
}
