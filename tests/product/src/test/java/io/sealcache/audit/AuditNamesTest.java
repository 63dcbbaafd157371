package io.sealcache.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.table.OwnersDirectory;
import io.sealcache.keys.table.TableKeySource;
import io.sealcache.micrometer.SealCacheMetrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The voices that tell the names of tenants, by settings alone; none tells of cache keys. */
class AuditNamesTest {
  private static final String TENANT = "CANARYjaneCANARY";
  private static final String KEY = "CANARYkeyCANARY";
  private static final String VALUE = "CANARYvalueCANARY";

  @TempDir private Path directory;
  private Path table;
  private Path keyStore;

  /** The words of each voice while keys of a tenant were made, used, broken and destroyed. */
  private record Told(
      List<String> audit, List<String> otherLogs, FlightRecording recording, String rest) {
    List<String> lines() {
      return recording.lines("").toList();
    }

    List<byte[]> all() {
      return List.of(
          String.join("\n", audit).getBytes(UTF_8),
          String.join("\n", otherLogs).getBytes(UTF_8),
          recording.file(),
          rest.getBytes(UTF_8));
    }
  }

  @BeforeEach
  void makePlaces() throws Exception {
    table = OwnersDirectory.make(directory.resolve("table"));
    keyStore = KeyStoreFile.in(directory);
  }

  private StoreFixture open(Map<String, String> more) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "sealcache.master-key",
                "",
                "sealcache.index-key",
                "",
                "sealcache.key-table",
                table.toString(),
                "sealcache.keystore",
                keyStore.toString(),
                "sealcache.keystore.password",
                KeyStoreFile.PASSWORD,
                "sealcache.kms",
                "keystore:c"));
    settings.putAll(more);
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings);
  }

  private Told tell(Map<String, String> settings) {
    Heard heard = new Heard();
    List<String> rest = new ArrayList<>();
    Logger logger = Logger.getLogger("io.sealcache");
    Level before = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(heard);
    try {
      FlightRecording recording = FlightRecording.of(() -> live(settings, rest));
      return new Told(heard.audit, heard.others, recording, String.join("\n", rest));
    } finally {
      logger.removeHandler(heard);
      logger.setLevel(before);
    }
  }

  private void live(Map<String, String> settings, List<String> rest) {
    try (StoreFixture fixture = open(settings)) {
      EncryptedCache<String, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<String, String>()
                  .setTenantResolverFactory(TenantScope::new)
                  .setOnUnreadable(OnUnreadable.FAIL));
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      SealCacheMetrics.monitor(registry, cache);
      TableKeySource keys = fixture.manager().unwrap(TableKeySource.class);
      TenantScope.in(TENANT, () -> cache.put(KEY, VALUE));
      RawCache raw = fixture.raw("shared");
      TenantScope.in(TENANT, () -> assertThat(cache.get(KEY)).isEqualTo(VALUE));
      byte[] spoilt = raw.value(raw.onlyKey()).clone();
      spoilt[spoilt.length - 1] ^= 1;
      raw.plant(raw.onlyKey(), spoilt);
      TenantScope.in(TENANT, () -> rest.add(trace(() -> cache.get(KEY))));
      Path record = file(keys.recordId(TENANT));
      assertThat(keys.forget(TENANT)).isTrue();
      assertThat(keys.forget(TENANT)).isFalse();
      breakRecord(record);
      TenantScope.in(TENANT, () -> rest.add(trace(() -> cache.put(KEY, VALUE))));
      rest.add(attributes(Stores.name("io.sealcache:type=Encryption", cache)));
      registry.forEachMeter(meter -> rest.add(meter.getId() + " " + meter.measure()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String trace(Runnable call) {
    Throwable failure = catchThrowable(call::run);
    assertThat(failure).isNotNull();
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private Path file(String record) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files.filter(file -> file.endsWith(record)).findFirst().orElseThrow();
    }
  }

  /** Puts rubbish in the place of a record that was removed. */
  private void breakRecord(Path record) throws IOException {
    Files.copy(file("0".repeat(32)), record, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(record, "broken");
  }

  private static String attributes(ObjectName bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      String[] names =
          Arrays.stream(server.getMBeanInfo(bean).getAttributes())
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);
      return server.getAttributes(bean, names).toString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void byDefault_nobodyIsToldNames() {
    Told told = tell(Map.of());

    assertThat(told.audit)
        .extracting(line -> line.replaceFirst("event=([a-z-]+).*", "$1"))
        .contains("keys-created", "unreadable", "keys-erased", "no-keys-to-erase")
        .contains("name-keys-not-loaded");
    assertThat(told.lines()).containsAll(told.audit);
    assertThat(told.audit)
        .filteredOn(line -> line.startsWith("event=started"))
        .singleElement()
        .asString()
        .contains("source=\"%s under %s\"".formatted(table, keyStore));
    assertThat(told.rest).contains("Sealed", "sealcache.sealed", "UnreadableEntryException");
    for (byte[] voice : told.all()) {
      assertThat(CanarySearch.find("CANARY", voice)).isEmpty();
    }
  }

  @Test
  void namesInClear_areInTheAuditLogAndFlightRecorderOnly() {
    Told told = tell(Map.of("sealcache.audit.names", "clear"));

    for (List<String> lines : List.of(told.audit, told.lines())) {
      assertThat(lines)
          .filteredOn(line -> line.contains(" name=" + TENANT))
          .extracting(line -> line.replaceFirst("event=([a-z-]+).*", "$1"))
          .contains("keys-created", "keys-erased", "no-keys-to-erase", "name-keys-not-loaded");
    }
    for (byte[] voice : told.all()) {
      assertThat(CanarySearch.find(KEY, voice)).isEmpty();
      assertThat(CanarySearch.find(VALUE, voice)).isEmpty();
    }
    assertThat(told.otherLogs).noneMatch(line -> line.contains("CANARY"));
    assertThat(told.rest).doesNotContain("CANARY");
  }

  /** All that the loggers of SealCache say, on whatever thread. */
  private static final class Heard extends Handler {
    private final List<String> audit = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      String text = new SimpleFormatter().format(line);
      if (line.getLoggerName().equals("io.sealcache.audit")) {
        audit.add(new SimpleFormatter().formatMessage(line));
      } else {
        others.add(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
