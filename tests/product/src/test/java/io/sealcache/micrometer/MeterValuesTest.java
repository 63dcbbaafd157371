package io.sealcache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptionMXBean;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyLoadStatus;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
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
          Map.entry("getFailedKeyLoads", 7),
          Map.entry("getKeyLoadAgeSeconds", 8L),
          Map.entry("getCurrentKeyAgeSeconds", 10L),
          Map.entry("isEveryEntryUnreadable", true),
          Map.entry("getEvents", Map.of("kms-failed", 17L, "table-failed", 18L)),
          Map.entry("getUnreadable", Map.of("TOO_OLD", 15L, "UNKNOWN_KEY", 16L)));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @CsvSource({
    "sealcache.sealed, 1",
    "sealcache.opened, 2",
    "sealcache.opened.previous.key, 3",
    "sealcache.lost.races, 4",
    "sealcache.dropped.events, 5",
    "sealcache.key.load.failures, 7",
    "sealcache.key.load.age.seconds, 8",
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

  private static final class Loaded implements KeySource {
    private final Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);

    @Override
    public Keyring keyring(@Nullable String tenant) {
      return keyring;
    }

    @Override
    public Optional<KeyLoadStatus> loadStatus() {
      return Optional.of(new KeyLoadStatus(Duration.ofMillis(90_500), 3));
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }

  @Test
  void ageAndFailures_areThoseOfTheSource() {
    try (Loaded keys = new Loaded();
        StoreFixture fixture =
            StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, StoreFixture.keysOf(keys))) {
      EncryptionMXBean bean = Stores.encryption(fixture.create("keyed"));

      assertThat(bean.getKeyLoadAgeSeconds()).isEqualTo(90);
      assertThat(bean.getFailedKeyLoads()).isEqualTo(3);
    }
  }
}
