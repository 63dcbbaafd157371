package io.sealcache.stores;

import static io.sealcache.stores.LivingEntries.LATEST;
import static io.sealcache.stores.LivingEntries.LIVING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import io.sealcache.keys.KeyringFile;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import io.sealcache.stores.LivingEntries.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runbook of docs/keys/rotation.md: three applications over a cluster of two members, each with
 * a keyring file of its own, while the data key is rotated under load.
 */
@Timeout(300)
class RotationTest {
  private static final String BARE = ClassPath.of(Hazelcast.class, Cache.class);
  private static final String KEPT = "kept";
  private static final String SETTINGS = "of the first key";
  private static final String KEYRING = "of the retired key";
  private static final List<String> NAMES = List.of("one", "two", "three");

  private final String cluster = "test-" + UUID.randomUUID();
  private final Map<String, ClientJvm> clients = new HashMap<>();
  @TempDir private Path directory;

  @Test
  void rotation_underLoad_missesNoLivingEntry() throws Exception {
    try (HazelcastServer member = HazelcastServer.start(BARE, cluster, null);
        HazelcastServer another = HazelcastServer.start(BARE, cluster, member.address())) {
      beginWithOneKey(member);
      // Step 0: the key of the settings stays as the index key.
      KeyringFile began =
          KeyringFile.of("first", HexFormat.of().parseHex(Secrets.MASTER_KEY), null)
              .with("old", secret(1), Instant.EPOCH)
              .withCurrent("old");
      try {
        startLoad(member, began);
        KeyringFile added = began.with("new", secret(2), Instant.EPOCH);
        spread(added);
        spread(added.withCurrent("new"));
        awaitTheEndOfTheOldKey(added.keyId("new"));
        spread(added.withCurrent("new").without("old"));
        Thread.sleep(1_000);

        assertNothingWasMissed();
        assertRetiredAndKept();
        assertNewApplicationFindsAll(another, added.withCurrent("new").without("old"));
      } finally {
        for (ClientJvm client : clients.values()) {
          client.close();
        }
      }
    }
  }

  private void beginWithOneKey(HazelcastServer member) throws Exception {
    try (ClientJvm client =
        client(member, List.of("-Dsealcache.master-key=" + Secrets.MASTER_KEY))) {
      client.call(application -> put(application, SETTINGS));
    }
  }

  private void startLoad(HazelcastServer member, KeyringFile keyring) throws Exception {
    for (String name : NAMES) {
      clients.put(name, client(member, name, keyring));
    }
    for (String name : NAMES) {
      of(name)
          .call(
              application ->
                  collectLog(application)
                      && put(application, KEYRING)
                      && LivingEntries.open(application, name));
    }
    for (String name : NAMES) {
      of(name).call(application -> LivingEntries.start(application, NAMES));
    }
    Thread.sleep(1_000);
  }

  /** Gives it to one application after the other, each once the one before says that it has it. */
  private void spread(KeyringFile keyring) throws Exception {
    String expected = "now gives " + keyring.keyring();
    for (String name : NAMES) {
      keyring.write(file(name));
      Await.until(() -> hasLogged(of(name), expected));
    }
  }

  private static boolean hasLogged(ClientJvm client, String expected) {
    assertThat(client.call(LivingEntries::report).failures()).isEmpty();
    return client.call(
        application -> application.notes().stream().anyMatch(note -> note.endsWith(expected)));
  }

  private void awaitTheEndOfTheOldKey(int newKey) throws Exception {
    String expected = "%08x".formatted(newKey);
    for (ClientJvm client : clients.values()) {
      Await.until(
          () ->
              new EncryptionCounters(client, LIVING).currentKeyId().equals(expected)
                  && openedWithPreviousKey(client) > 0);
    }
    Thread.sleep(LivingEntries.LIFE_MILLIS + 1_000);
    for (ClientJvm client : clients.values()) {
      Await.until(() -> findsEntriesWithoutTheOldKey(client));
    }
  }

  private static boolean findsEntriesWithoutTheOldKey(ClientJvm client) throws Exception {
    long opened = openedWithPreviousKey(client);
    long found = client.call(LivingEntries::report).found();
    Thread.sleep(1_000);
    boolean finds = client.call(LivingEntries::report).found() > found;
    return finds && openedWithPreviousKey(client) == opened;
  }

  private void assertNothingWasMissed() {
    for (ClientJvm client : clients.values()) {
      Report report = client.call(LivingEntries::end);
      assertThat(report.failures()).isEmpty();
      assertThat(report.found()).isGreaterThan(100);
      assertThat(new EncryptionCounters(client, LIVING).unreadable()).isEmpty();
      assertThat(new EncryptionCounters(client, LATEST).unreadable()).isEmpty();
    }
  }

  private void assertRetiredAndKept() {
    for (ClientJvm client : clients.values()) {
      assertThat(kept(client, KEYRING)).isNull();
      assertThat(new EncryptionCounters(client, KEPT).unreadable())
          .isEqualTo(Map.of("UNKNOWN_KEY", 1L));
      assertThat(kept(client, SETTINGS)).isEqualTo(SETTINGS);
    }
  }

  /** Of caches that others created while the retired key was the current one. */
  private void assertNewApplicationFindsAll(HazelcastServer member, KeyringFile keyring)
      throws Exception {
    try (ClientJvm client = client(member, "four", keyring)) {
      assertThat(kept(client, SETTINGS)).isEqualTo(SETTINGS);
      for (String name : NAMES) {
        assertThat(
                client.<@Nullable Object>call(
                    application -> application.cache(LATEST).get(name + "-0-")))
            .isNotNull();
      }
    }
  }

  private ClientJvm client(HazelcastServer member, String name, KeyringFile keyring)
      throws Exception {
    keyring.write(file(name));
    return client(member, List.of("-Dsealcache.keyring=" + file(name)));
  }

  private ClientJvm client(HazelcastServer member, List<String> keys) {
    List<String> options =
        new ArrayList<>(
            StoreKind.HAZELCAST.options(cluster, member.port(), RunningStore.ANY_MEMBER));
    options.removeIf(
        option ->
            option.startsWith("-Dsealcache.master-key")
                || option.startsWith("-Dsealcache.index-key"));
    options.addAll(keys);
    return ClientJvm.sealing(options);
  }

  private ClientJvm of(String name) {
    return requireNonNull(clients.get(name));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static boolean put(ClientApplication application, String key) {
    application.create(KEPT, new MutableConfiguration<String, String>()).put(key, key);
    return true;
  }

  private static @Nullable String kept(ClientJvm client, String key) {
    return client.call(application -> application.<String, String>cache(KEPT).get(key));
  }

  private static boolean collectLog(ClientApplication application) {
    Logger logger = Logger.getLogger("io.sealcache.keys");
    application.keep(Logger.class, logger); // or it and its handler would be collected
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            application.notes().add(new SimpleFormatter().formatMessage(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return true;
  }

  private static long openedWithPreviousKey(ClientJvm client) {
    return new EncryptionCounters(client, LIVING).openedWithPreviousKey()
        + new EncryptionCounters(client, LATEST).openedWithPreviousKey();
  }

  private static byte[] secret(int seed) {
    byte[] secret = HexFormat.of().parseHex(Secrets.MASTER_KEY);
    secret[0] = (byte) seed;
    return secret;
  }
}
