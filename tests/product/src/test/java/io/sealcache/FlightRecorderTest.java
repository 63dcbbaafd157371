package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application with a cache tells Java Flight Recorder. */
class FlightRecorderTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final TestStore STORE = TestStore.REFERENCE_IMPLEMENTATION;
  private static final String CANARY = "CANARYflightCANARY";

  /** Never asked when a manager opens. */
  private static final class LateSource implements KeySource {
    @Override
    public Keyring keyring(@Nullable String tenant) {
      throw new IllegalStateException("no key yet");
    }

    @Override
    public void close() {}
  }

  private static String id(int seed) {
    return "%08x".formatted(MasterKeyText.parse(FixedKey.hex(seed)).id());
  }

  private static String open(Map<String, Object> settings) {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", STORE.providerClass());
    properties.putAll(settings);
    String uri = "test://host/" + UUID.randomUUID();
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      provider.getCacheManager(URI.create(uri + "?pin=1815"), null, properties);
    }
    return uri;
  }

  @Test
  void managerStart_tellsStoreAndKeyIds() {
    String[] uri = {""};
    FlightRecording recording =
        FlightRecording.byDefault(
            () ->
                uri[0] =
                    open(
                        Map.of(
                            "sealcache.master-key", FixedKey.hex(1),
                            "sealcache.previous-master-keys", FixedKey.hex(3),
                            "sealcache.index-key", FixedKey.hex(2))));

    assertThat(recording.named("ManagerStart", "manager", uri[0]))
        .singleElement()
        .satisfies(
            started -> {
              assertThat(started.getString("store")).isEqualTo(STORE.providerClass());
              assertThat(started.getString("keySource")).isEmpty();
              assertThat(started.getString("currentKey")).isEqualTo(id(1));
              assertThat(started.getString("previousKeys")).isEqualTo(id(3));
              assertThat(started.getString("indexKey")).isEqualTo(id(2));
            });
  }

  @Test
  void managerStart_namesTheApplicationsKeySourceAndAsksItNothing() {
    String[] uri = {""};
    FlightRecording recording =
        FlightRecording.byDefault(
            () -> uri[0] = open(Map.of("sealcache.key-source", new LateSource())));

    assertThat(recording.named("ManagerStart", "manager", uri[0]))
        .singleElement()
        .satisfies(
            started -> {
              assertThat(started.getString("keySource")).contains(LateSource.class.getName());
              assertThat(started.getString("currentKey")).isEmpty();
            });
  }

  @Test
  void unreadableEntry_isToldByReason() {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, STORE, OnUnreadable.MISS);
    Unopenable.WITH_A_FLIPPED_BIT.plant(STORES, cache);

    FlightRecording recording = FlightRecording.byDefault(() -> cache.get("rot"));

    assertThat(recording.named("Unreadable", "cache", cache.getName()))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.getString("reason")).isEqualTo("TAMPERED");
              assertThat(told.getLong("count")).isEqualTo(1);
              assertThat(told.getLong("total")).isEqualTo(1);
            });
  }

  @Test
  void readableEntries_areNotTold() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE);
    cache.put("good", 1);

    FlightRecording recording = FlightRecording.of(() -> cache.get("good"));

    assertThat(recording.named("Unreadable", "cache", cache.getName())).isEmpty();
  }

  @Test
  void session_isToldWithItsCause() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE);
    EncryptedCacheManager manager = (EncryptedCacheManager) cache.getCacheManager();

    FlightRecording recording =
        FlightRecording.byDefault(
            () -> {
              cache.put("a", 1);
              cache.put("b", 1);
              manager.rotateSessions();
              cache.put("c", 1);
            });

    assertThat(recording.named("Session", "cache", cache.getName()))
        .extracting(begun -> begun.getString("cause") + " " + begun.getString("key"))
        .containsExactly("FIRST " + id(1), "COPY " + id(1));
  }

  @Test
  void sealAndOpen_areTimedWhereTheyAreEnabled() {
    EncryptedCache<String, byte[]> cache = STORES.create(STORE);

    FlightRecording recording =
        FlightRecording.of(
            () -> {
              cache.put("a", new byte[1_000]);
              cache.get("a");
            });

    for (String name : new String[] {"Seal", "Open"}) {
      assertThat(recording.named(name, "cache", cache.getName()))
          .singleElement()
          .satisfies(
              timed -> {
                assertThat(timed.getDuration()).isPositive().isLessThan(Duration.ofMinutes(1));
                assertThat(timed.getLong("lengthClass")).isEqualTo(2_048);
              });
    }
  }

  @Test
  void sealAndOpen_areNotTimedByDefault() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE);

    FlightRecording recording =
        FlightRecording.byDefault(
            () -> {
              cache.put("a", 1);
              cache.get("a");
            });

    assertThat(recording.named("Session", "cache", cache.getName())).hasSize(1);
    assertThat(recording.events())
        .extracting(event -> event.getEventType().getName())
        .doesNotContain("io.sealcache.Seal", "io.sealcache.Open");
  }

  @Test
  void recording_holdsNoKeyNoValueNoTenantAndNoSecret() {
    String[] cache = {""};
    FlightRecording recording =
        FlightRecording.of(
            () -> {
              Map<String, Object> settings = Map.of("sealcache.tenant", CANARY + "tenant");
              try (StoreFixture fixture = StoreFixture.over(STORE, settings)) {
                EncryptedCache<String, String> opened = fixture.create("recorded");
                cache[0] = opened.getName();
                opened.put(CANARY + "key", CANARY + "value");
                opened.get(CANARY + "key");
              }
            });

    assertThat(CanarySearch.find(cache[0], recording.file())).isNotEmpty();
    assertThat(recording.named("Open", "cache", cache[0])).isNotEmpty();
    for (String hidden : new String[] {CANARY, FixedKey.hex(1), FixedKey.hex(2)}) {
      assertThat(CanarySearch.find(hidden, recording.file())).isEmpty();
    }
    assertThat(recording.events()).extracting(RecordedEvent::getStackTrace).containsOnlyNulls();
  }
}
