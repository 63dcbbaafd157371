package io.sealcache.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.core.Keyring;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events that an application with a cache tells Java Flight Recorder. */
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
  void managerStart_namesTheApplicationsKeySourceAndAsksItNothing() {
    String[] uri = {""};
    FlightRecording recording =
        FlightRecording.of(() -> uri[0] = open(Map.of("sealcache.key-source", new LateSource())));

    assertThat(recording.lines(uri[0]))
        .singleElement()
        .asString()
        .contains(LateSource.class.getName())
        .doesNotContain("current=");
  }

  @Test
  void readableEntries_areNotTold() {
    EncryptedCache<String, Integer> cache = STORES.create(STORE);
    cache.put("good", 1);

    FlightRecording recording = FlightRecording.of(() -> cache.get("good"));

    assertThat(recording.lines("cache=" + cache.getName())).isEmpty();
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
                RawCache raw = fixture.raw("recorded");
                raw.plant(raw.onlyKey(), new byte[] {1});
                opened.get(CANARY + "key");
              }
            });

    assertThat(CanarySearch.find(cache[0], recording.file())).isNotEmpty();
    assertThat(recording.lines("event=unreadable")).isNotEmpty();
    for (String hidden : new String[] {CANARY, FixedKey.hex(1), FixedKey.hex(2)}) {
      assertThat(CanarySearch.find(hidden, recording.file())).isEmpty();
    }
    assertThat(recording.events()).extracting(RecordedEvent::getStackTrace).containsOnlyNulls();
  }
}
