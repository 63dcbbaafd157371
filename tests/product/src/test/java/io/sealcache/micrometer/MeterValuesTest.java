package io.sealcache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptionMXBean;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That each meter tells what it is named after, and not zero. */
class MeterValuesTest {
  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;
  private static final Map<String, Object> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("getSealed", 1L),
          Map.entry("getOpened", 2L),
          Map.entry("getOpenedWithPreviousKey", 3L),
          Map.entry("getLostRaces", 4L),
          Map.entry("getDroppedEvents", 5L),
          Map.entry("getCurrentKeyAgeSeconds", 10L),
          Map.entry("isEveryEntryUnreadable", true),
          Map.entry(
              "getEvents", Map.of("kms-failed", 17L, "table-failed", 18L, "keys-not-loaded", 19L)),
          Map.entry("getUnreadable", Map.of("TOO_OLD", 15L, "UNKNOWN_KEY", 16L)));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @CsvSource({
    "sealcache.sealed, 1",
    "sealcache.opened, 2",
    "sealcache.opened.previous.key, 3",
    "sealcache.lost.races, 4",
    "sealcache.dropped.events, 5",
    "sealcache.key.age.seconds, 10",
    "sealcache.every.entry.unreadable, 1"
  })
  void meter_tellsItsOwnAttribute(String name, double value) {
    SealCacheMetrics.monitor(registry, cacheWithEachAttribute());

    assertThat(registry.get(name).meter().measure().iterator().next().getValue()).isEqualTo(value);
  }

  @Test
  void reasons_tellTheirOwnAttributes() {
    SealCacheMetrics.monitor(registry, cacheWithEachAttribute());

    assertThat(unreadable("too_old")).isEqualTo(15);
    assertThat(unreadable("unknown_key")).isEqualTo(16);
    assertThat(unreadable("tampered")).isZero();
  }

  @Test
  void failuresOfKeys_areToldByEvent() {
    SealCacheMetrics.monitor(registry, cacheWithEachAttribute());

    assertThat(failures("kms-failed")).isEqualTo(17);
    assertThat(failures("table-failed")).isEqualTo(18);
    assertThat(failures("keys-not-loaded")).isEqualTo(19);
    assertThat(failures("keys-not-erased")).isZero();
    assertThat(failures("name-keys-not-loaded")).isZero();
  }

  private double failures(String event) {
    return registry.get("sealcache.key.failures").tag("event", event).functionCounter().count();
  }

  private double unreadable(String reason) {
    return registry.get("sealcache.unreadable").tag("reason", reason).functionCounter().count();
  }

  @Test
  void keyOfAKeyring_hasAnAge(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("keyring.properties");
    Instant made = Instant.now().minus(Duration.ofDays(3));
    KeyringFile.of("index", FixedKey.secret(1), Instant.EPOCH)
        .with("data", FixedKey.secret(2), made)
        .withCurrent("data")
        .write(file);
    Map<String, Object> settings = StoreFixture.keyring(file);
    try (StoreFixture fixture = StoreFixture.over(STORE, settings)) {
      SealCacheMetrics.monitor(registry, fixture.<String, Integer>create("orders"));

      assertThat(registry.get("sealcache.key.age.seconds").gauge().value())
          .isBetween(3 * 86_400.0, 3 * 86_400.0 + 600);
    }
  }

  @Test
  void keyOfASetting_hasNone() {
    try (StoreFixture fixture = StoreFixture.over(STORE)) {
      SealCacheMetrics.monitor(registry, fixture.<String, Integer>create("orders"));

      assertThat(registry.get("sealcache.key.age.seconds").gauge().value()).isNaN();
    }
  }

  private static Cache<?, ?> cacheWithEachAttribute() {
    EncryptionMXBean bean =
        (EncryptionMXBean)
            Proxy.newProxyInstance(
                MeterValuesTest.class.getClassLoader(),
                new Class<?>[] {EncryptionMXBean.class},
                (proxy, method, arguments) -> ATTRIBUTES.get(method.getName()));
    return (Cache<?, ?>)
        Proxy.newProxyInstance(
            MeterValuesTest.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "unwrap" -> bean;
                  case "isClosed" -> false;
                  default -> "orders";
                });
  }

  @Test
  void keyringThatIsGone_isCountedByTheMeterOfItsAlert(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keyring.properties");
    KeyringFile.generate(Instant.EPOCH).write(file);
    try (StoreFixture fixture = StoreFixture.over(STORE, StoreFixture.keyring(file))) {
      SealCacheMetrics.monitor(registry, fixture.<String, Integer>create("orders"));
      assertThat(failures("keys-not-loaded")).isZero();
      Files.delete(file);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (failures("keys-not-loaded") == 0 && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(20); // it is looked at once a second
      }
      assertThat(failures("keys-not-loaded")).isPositive();
    }
    assertThat(Files.readString(Path.of("../../operations/prometheus-alerts.yml")))
        .contains("key_failures_total{event=\"keys-not-loaded\"}");
  }
}
