package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.NonceMode;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.NamedCodec;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

public class SettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Properties NONE = new Properties();

  @Test
  void text_goesBySourcesInOrderOfPrecedence() {
    Properties manager = properties("sealcache.context", "manager");
    Properties system = properties("sealcache.context", "system");
    Map<String, String> environment = Map.of("SEALCACHE_CONTEXT", "environment");
    Properties file = properties("sealcache.context", "file");

    assertThat(context(manager, system, environment, file)).isEqualTo("manager");
    assertThat(context(NONE, system, environment, file)).isEqualTo("system");
    assertThat(context(NONE, NONE, environment, file)).isEqualTo("environment");
    assertThat(context(NONE, NONE, Map.of(), file)).isEqualTo("file");
    assertThat(context(NONE, NONE, Map.of(), NONE)).isEmpty();
    assertThat(context(NONE, NONE, Map.of(), null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"KMS", "KEY_TABLE", "KEYRING", "KEYSTORE"})
  void shown_hasNoUserAndNoQuery(Setting setting) {
    Settings settings =
        new Settings(
            properties(
                setting.propertyName(), "vault:https://me:" + SECRET + "@host/a?b=" + SECRET),
            NONE,
            Map.of(),
            null);

    assertThat(settings.shown(setting)).isEqualTo("vault:https://host/a");
    assertThat(settings.shown().toString()).doesNotContain(SECRET);
  }

  @Test
  void text_respectsDefaultsOfProperties() {
    var manager = new Properties(properties("sealcache.context", "inherited"));

    assertThat(context(manager, NONE, Map.of(), null)).isEqualTo("inherited");
  }

  @Test
  void constructor_takesASnapshot() {
    Properties manager = properties("sealcache.context", "before");
    var settings = new Settings(manager, NONE, Map.of(), null);
    manager.setProperty("sealcache.context", "after");

    assertThat(settings.text(Setting.CONTEXT)).isEqualTo("before");
  }

  @ParameterizedTest
  @EnumSource
  void environment_hasEverySettingInUpperCase(Setting setting) {
    String name = setting.environmentName();
    String value = setting == Setting.MAX_VALUE_SIZE || setting == Setting.MAX_AGE ? "1" : "miss";
    assertThat(name).matches("SEALCACHE_[A-Z_]+");

    assertThat(
            CapturedLog.of(
                "io.sealcache",
                () -> {
                  try {
                    new Settings(NONE, NONE, Map.of(name, value), null);
                  } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("'" + name + "'");
                  }
                }))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEALCACHE_PADING",
        "SEALCACHE_TENANTS",
        "SEALCACHE_CACHE_ORDERS_NONCE",
        "SEALCACHE_TENANT_0",
        "SEALCACHE_M_A_X_AGE",
        "SEALCACHE_",
        "sealcache_pading"
      })
  void environment_variableThatNamesNoSettingIsRefusedWithoutItsValue(String variable) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(NONE, NONE, Map.of(variable, SECRET), null))
        .withMessageContainingAll("[" + variable + "]", "SEALCACHE_PADDING", "properties only")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void environment_variablesOfAServiceAndOfOthersAreNone() {
    Map<String, String> environment =
        Map.of(
            "SEALCACHE_SERVICE_HOST", "10.0.0.1",
            "SEALCACHE_WEB_PORT_80_TCP", "tcp://10.0.0.1:80",
            "SEALCACHE_NONCE", "random",
            "PATH", "/bin");

    assertThat(
            CapturedLog.of(
                "io.sealcache",
                () ->
                    assertThat(cache(new Settings(NONE, NONE, environment, null), "ORDERS").nonce())
                        .isEqualTo(NonceMode.RANDOM)))
        .isEmpty();
  }

  @Test
  void environment_warnsOnceOfWhatOnlySpringBootTakes() {
    Map<String, String> environment =
        Map.of(
            "SEALCACHE_MAXAGE", "5m",
            "sealcache_nonce", "random",
            "SEALCACHE_PREVIOUSMASTERKEYS_0", SECRET,
            "SEALCACHE_ALLOW_PLAINTEXT_CACHES", "mine");

    assertThat(CapturedLog.of("io.sealcache", () -> new Settings(NONE, NONE, environment, null)))
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("SEALCACHE_MAXAGE", "SEALCACHE_PREVIOUSMASTERKEYS_0", "sealcache_nonce")
        .doesNotContain(SECRET, "5m");
  }

  /** In a C locale {@code Müller} and {@code Möller} are read as one name. */
  @Test
  void constructor_refusesWhatTheJvmCouldNotRead() {
    String unread = "M\uFFFD\uFFFDller";

    for (Setting setting : List.of(Setting.TENANT, Setting.CONTEXT, Setting.MASTER_KEY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new Settings(NONE, NONE, Map.of(setting.environmentName(), unread), null))
          .withMessageContainingAll(setting.environmentName(), "U+FFFD", "LC_ALL=C.UTF-8")
          .withMessageNotContaining(unread);
    }
    Properties system = properties("sealcache.cache." + unread + ".tenant", "acme");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(NONE, system, Map.of(), null))
        .withMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void constructor_refusesUnknownNamesInEveryKindOfProperties() {
    Properties wrong = properties("sealcache.max-agee", SECRET);

    assertUnknown(() -> new Settings(wrong, NONE, Map.of(), null));
    assertUnknown(() -> new Settings(NONE, wrong, Map.of(), null));
    assertUnknown(() -> new Settings(NONE, NONE, Map.of(), wrong));
    assertUnknown(() -> new Settings(new Properties(wrong), NONE, Map.of(), null));
  }

  @Test
  void constructor_leavesOtherNamesAlone() {
    assertThat(of("hazelcast.instance.name", "x", "sealcachex.y", "z").text(Setting.CONTEXT))
        .isEmpty();
  }

  @Test
  void constructor_refusesWrongValuesEvenIfNoCacheUsesThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("sealcache.cache.never.created.nonce", "luck"))
        .withMessage(
            "Setting 'sealcache.cache.never.created.nonce' is 'luck';"
                + " it must be 'counter' or 'random'");
  }

  @Test
  void constructor_refusesObjectsThatAreNoStringsWithoutShowingThem() {
    var manager = new Properties();
    manager.put("sealcache.master-key", new AtomicReference<>(SECRET));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(manager, NONE, Map.of(), null))
        .withMessageContainingAll("sealcache.master-key", "AtomicReference")
        .withMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource({"5m, 5m, longer", "400d, 500d, at most", "5m, 366d, at most"})
  void timesOfAKms_thatAreOutOfRangeAreRefusedByTheirSettings(
      String refresh, String grace, String problem) {
    Settings settings = of("sealcache.kms.refresh", refresh, "sealcache.kms.grace", grace);

    assertThatIllegalArgumentException()
        .isThrownBy(settings::kmsTimes)
        .withMessageContainingAll("'sealcache.kms.refresh'", "'sealcache.kms.grace'", problem);
  }

  @Test
  void forStore_leavesOutOursOnly() {
    var instance = new Object();
    var manager = new Properties(properties("inherited", "1", "sealcache.tenant", "acme"));
    manager.putAll(properties("own", "2", "sealcache.master-key", SECRET));
    manager.put("instance", instance);
    manager.put("sealcache.codec", new NamedCodec("mine"));

    assertThat(Settings.forStore(manager))
        .isEqualTo(Map.of("inherited", "1", "own", "2", "instance", instance));
    assertThat(manager).containsKey("sealcache.master-key");
  }

  public static Settings of(String... namesAndValues) {
    return of(properties(namesAndValues));
  }

  public static Settings of(Properties manager) {
    return new Settings(manager, NONE, Map.of(), null);
  }

  public static Properties properties(String... namesAndValues) {
    var properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }

  static CacheSettings cache(Settings settings, String name) {
    return settings.forCache(name, setting -> null);
  }

  private static void assertUnknown(ThrowingCallable read) {
    assertThatIllegalArgumentException()
        .isThrownBy(read)
        .withMessageStartingWith("Unknown setting 'sealcache.max-agee'; there are ")
        .withMessageContaining("sealcache.max-age,");
  }

  private static @Nullable String context(
      Properties manager,
      Properties system,
      Map<String, String> environment,
      @Nullable Properties file) {
    return new Settings(manager, system, environment, file).text(Setting.CONTEXT);
  }
}
