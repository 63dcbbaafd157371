package io.sealcache.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.cli.store.HazelcastApplication;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.table.DirectoryKeyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts that an operator learns of settings, keys, the store and its contents. */
@Timeout(300)
class DoctorCommandTest {
  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  @TempDir private static Path shared;
  @AutoClose private static HazelcastApplication store;

  private final ToolRun.Input input = ToolRun.at(Instant.parse("2026-12-10T08:30:00Z"));
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    store = HazelcastApplication.start(shared);
  }

  private Path keyring() {
    Path keyring = directory.resolve("keyring");
    ToolRun.Input then = ToolRun.at(Instant.parse("2026-11-30T08:30:00Z"));
    assertThat(ToolRun.of(then, "new", keyring, "--id=old").code()).isZero();
    return keyring;
  }

  private ToolRun doctor(Path settings, String... more) {
    List<String> all = new ArrayList<>(List.of("doctor", "--settings=" + settings));
    all.addAll(List.of(more));
    return ToolRun.of(input, all.toArray(String[]::new));
  }

  @Test
  void healthy_isSaidWithKeysAndTheirAgeAndEntries() throws IOException {
    Path keyring = keyring();
    Path settings = store.settings("app.properties", "sealcache.keyring=" + keyring);
    store.run(settings, "healthy", cache -> cache.put("countess", "lovelace"));

    ToolRun run = doctor(settings, "healthy").succeeded();
    try (KeyringFile file = KeyringFile.read(keyring)) {
      assertThat(run.out())
          .contains(
              "sealcache.keyring: %08x seals values, made 2026-11-30T08:30:00Z, 10 days ago"
                  .formatted(file.keyId("old")))
          .contains("index key: %08x".formatted(file.keyId("index")))
          .containsPattern("(?m)^ok +store +com.hazelcast.client\\S+ \\(hazelcast-\\S+ answers$")
          .containsPattern("(?m)^ok +encrypted +'healthy': all of 1 entries are sealed$");
    }
    for (String line : Files.readAllLines(keyring)) {
      if (line.startsWith("key.")) {
        String secret = line.substring(line.indexOf('=') + 1).split(" ", 2)[0];
        assertThat(secret).hasSize(64);
        assertThat(run.out()).doesNotContain(secret);
      }
    }
  }

  @Test
  void settings_areShownWithTheirPlacesAndNoSecret() throws IOException {
    Path settings =
        store.settings(
            "secret.properties",
            "sealcache.master-key=%s\nsealcache.max-age=1h\nsealcache.context=till\n"
                .formatted(SECRET));
    System.setProperty("sealcache.nonce", "random");
    try {
      ToolRun run = doctor(settings);

      assertThat(run.out())
          .containsPattern("(?m)^sealcache.config +manager +\\S+secret.properties$")
          .containsPattern("(?m)^sealcache.max-age +file +1h$")
          .containsPattern("(?m)^sealcache.nonce +system +random$")
          .containsPattern("(?m)^sealcache.master-key +file +\\(not shown\\)$")
          .containsPattern("(?m)^sealcache.context +file +\\(not shown\\)$")
          .doesNotContain(SECRET)
          .doesNotContain("till");
      JsonObject json = JsonParser.parseString(doctor(settings, "--json").out()).getAsJsonObject();
      assertThat(json.getAsJsonArray("settings").toString())
          .contains("{\"setting\":\"sealcache.nonce\",\"value\":\"random\",\"from\":\"system\"}")
          .doesNotContain(SECRET);
    } finally {
      System.clearProperty("sealcache.nonce");
    }
  }

  @Test
  void keyTableInADatabase_isShownAsItIsSetWithoutItsUrl() throws IOException {
    String url = "jdbc:h2:mem:none;IFEXISTS=TRUE;PASSWORD=hunter2";
    Path settings = store.settings("jdbc.properties", "sealcache.key-table=" + url);

    ToolRun run = doctor(settings);

    run.ended(3).containsPattern("(?m)^sealcache.key-table +file +\\(not shown\\)$");
    assertThat(run.out() + run.err()).doesNotContain("hunter2");
  }

  @Test
  void entriesInClear_areFound() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + keyring());
    Properties client = new Properties();
    client.setProperty(
        "hazelcast.config.location", shared.resolve("hazelcast-client.yaml").toUri().toString());
    try (HazelcastClientCachingProvider bare = new HazelcastClientCachingProvider()) {
      CacheManager manager = bare.getCacheManager(null, null, client);
      Cache<String, String> cache =
          manager.createCache("clear", new MutableConfiguration<String, String>());
      cache.put("countess", "lovelace");
    }

    doctor(settings, "clear")
        .ended(3)
        .containsPattern("(?m)^FAIL +encrypted +'clear' has 1 entries in clear, or of others")
        .doesNotContain("lovelace", "countess");
  }

  @Test
  void cacheWithoutEntriesOrOfAnotherName_provesNothing() throws IOException {
    Path settings = store.settings("app.properties", "sealcache.keyring=" + keyring());
    store.run(settings, "empty", cache -> {});

    doctor(settings, "empty").ended(3).contains("no entry of 'empty'", "proves nothing");
    doctor(settings, "nowhere").ended(3).contains("FAIL  encrypted", "'nowhere'");
  }

  @ParameterizedTest
  @CsvSource({"1000, \\S.*", "-1, it did not answer within 5 s"})
  void storeThatDoesNotAnswer_isSaid(String clientsPatience, String said) throws IOException {
    input.patience = Duration.ofSeconds(5);
    Path some = store.settings("some", "sealcache.keyring=" + keyring());
    Path client = directory.resolve("hazelcast-client.yaml");
    Files.writeString(
        client,
        Files.readString(shared.resolve("hazelcast-client.yaml"))
            .replaceAll("(?m)^( +- ).*$", "$1127.0.0.1:1")
            .replace("20000", clientsPatience));
    Path settings =
        Files.writeString(
            directory.resolve("app.properties"),
            Files.readString(some)
                .replaceAll(
                    "(?m)^hazelcast.config.location=.*$",
                    "hazelcast.config.location=" + client.toUri()));

    ToolRun run = doctor(settings, "any", "--probe");

    run.ended(3).contains("ok    keys").containsPattern("(?m)^FAIL +store +" + said + "$");
    assertThat(run.out()).doesNotContain("encrypted", "round trip");
  }

  @Test
  void keysThatAreNotThere_areSaid() throws IOException {
    ToolRun none = doctor(store.settings("none.properties", ""));
    none.ended(3).containsPattern("FAIL +keys +no setting names keys").contains("ok ");

    Path gone = directory.resolve("gone");
    doctor(store.settings("gone.properties", "sealcache.keyring=" + gone))
        .ended(3)
        .containsPattern("FAIL +keys +.*gone' does not exist");

    ToolRun wrong =
        doctor(store.settings("wrong.properties", "sealcache.master-key=too-short-a-secret"));
    wrong.ended(3).containsPattern("FAIL +keys +.*master-key").doesNotContain("too-short-a-secret");

    ToolRun unknown = doctor(store.settings("unknown.properties", "sealcache.key-ring=x"));
    unknown.refused(1, "sealcache.key-ring");
  }

  @Test
  void keyTable_isOpenedAndGetsNoKeys() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    Path table = files.ownersDirectory("table");
    String settings = "sealcache.key-table=" + table + "\n" + files.wrappingSettings();
    Path file = store.settings("table.properties", settings);

    doctor(file).ended(3).containsPattern("FAIL +keys +.*no first record");
    assertThat(table).isEmptyDirectory();

    files.fill(DirectoryKeyTable.open(table.toString()), Instant.now(), "ada");
    doctor(file)
        .ended(0)
        .containsPattern(
            "ok +keys +by sealcache.key-table: \\w{8} seals what is no tenant's, made");
    assertThat(ToolRun.of(input, "keys", "list", "--settings=" + file).out())
        .contains("Names with keys: 1");
  }

  @Test
  void interrupt_endsTheLookAndIsKept() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread asking = Thread.currentThread();

    Verdict verdict =
        Verdict.within(
            Duration.ofMinutes(1),
            "store",
            () -> {
              try {
                asking.interrupt();
                new CountDownLatch(1).await();
                return "never said";
              } finally {
                ended.countDown();
              }
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(verdict).isEqualTo(new Verdict("store", false, "it was interrupted"));
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
