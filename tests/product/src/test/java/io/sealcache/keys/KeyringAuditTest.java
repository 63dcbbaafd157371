package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The events that auditors hear of a keyring that changes, or can't be had. */
@Timeout(60)
class KeyringAuditTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T08:30:00Z");
  private static final KeyringFile FIRST = keyring(1, 2);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualScheduler time = new ManualScheduler(0);
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("keyring");
    FIRST.write(file);
  }

  /** Of an index key, and a data key that is current. */
  private static KeyringFile keyring(int index, int data) {
    return KeyringFile.of("index", FixedKey.secret(index), CREATED)
        .with("a", FixedKey.secret(data), CREATED)
        .withCurrent("a")
        .without("index");
  }

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }

  /** The lines that are told while the file has these contents one after the other. */
  private List<String> told(KeyringFile... contents) {
    return CapturedLog.of(
        "io.sealcache.audit",
        () -> {
          try (KeySource keys = open()) {
            for (KeyringFile content : contents) {
              content.write(file);
              time.pass(SECOND);
            }
            assertThat(keys.keyring(null).current()).isNotNull();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private KeySource open() {
    return KeySources.ofKeyringFile(file.toString(), null, Map.of(), null, time);
  }

  @Test
  void rotation_isToldStepByStep() {
    KeyringFile added = FIRST.with("b", FixedKey.secret(3), CREATED);
    KeyringFile promoted = added.withCurrent("b");
    KeyringFile retired = promoted.without("a");

    String place = " source=" + file;
    assertThat(told(added, promoted, retired))
        .containsExactly(
            "INFO event=keys-loaded%s current=%s index=%s".formatted(place, id(2), id(1)),
            "INFO event=keys-loaded%s current=%s previous=%s index=%s"
                .formatted(place, id(2), id(3), id(1)),
            "INFO event=key-added%s key=%s".formatted(place, id(3)),
            "INFO event=keys-loaded%s current=%s previous=%s index=%s"
                .formatted(place, id(3), id(2), id(1)),
            "INFO event=key-promoted%s key=%s before=%s".formatted(place, id(3), id(2)),
            "INFO event=keys-loaded%s current=%s index=%s".formatted(place, id(3), id(1)),
            "INFO event=key-retired%s key=%s".formatted(place, id(2)));
  }

  @Test
  void sameKeys_areToldOnce() {
    assertThat(told(FIRST, FIRST, FIRST)).hasSize(1);
  }

  @Test
  void otherIndexKey_isAWarning() {
    assertThat(told(keyring(4, 2)))
        .contains(
            "WARNING event=index-key-changed source=%s key=%s before=%s"
                .formatted(file, id(4), id(1)));
  }

  @Test
  void brokenFile_isToldOnceWithTheKeysThatStayAndWithoutItsContent() throws IOException {
    String canary = "CANARYsecretCANARY";
    try (KeySource keys = open()) {
      Files.writeString(file, "key.x=" + canary);

      List<String> log =
          CapturedLog.of(
              "io.sealcache.audit",
              () -> {
                time.pass(SECOND.multipliedBy(100));
              });

      assertThat(log)
          .containsExactly(
              "WARNING event=keys-not-loaded source=%s operation=load".formatted(file)
                  + " failure=java.lang.IllegalArgumentException current=%s index=%s count=1"
                      .formatted(id(2), id(1)));
      assertThat(keys.history()).containsEntry("keys-not-loaded", 100L);
    }
  }

  @Test
  void changes_areToldFlightRecorderAndNoSecretIs() {
    KeyringFile next = FIRST.with("b", FixedKey.secret(3), CREATED).withCurrent("b");
    String[] log = {""};
    FlightRecording recording =
        FlightRecording.of(
            () -> log[0] = String.join("\n", told(next, next.without("a"), keyring(4, 3))));

    assertThat(recording.lines("source=" + file).filter(line -> line.contains(" key=")))
        .extracting(line -> line.replaceFirst("source=\\S+ ", ""))
        .containsExactly(
            "event=key-added key=" + id(3),
            "event=key-promoted key=" + id(3) + " before=" + id(2),
            "event=key-retired key=" + id(2),
            "event=index-key-changed key=" + id(4) + " before=" + id(1));
    for (byte[] told : List.of(log[0].getBytes(StandardCharsets.UTF_8), recording.file())) {
      for (int seed = 1; seed <= 4; seed++) {
        String secret = HexFormat.of().formatHex(FixedKey.secret(seed));
        assertThat(CanarySearch.find(secret, told)).isEmpty();
      }
    }
  }

  @Test
  void serviceThatFails_isToldBesideTheLoadsThatFail() throws Exception {
    PretendedService.Key key = new PretendedService().open("1");
    Map<String, String> context = Map.of("sealcache-context", "CANARYcontextCANARY");
    KeyringFile.generate(CREATED).write(file, key, context);
    RefreshTimes times = new RefreshTimes(Duration.ofMillis(20), Duration.ofHours(1));
    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            3,
            () -> {
              try (KeySource source =
                  KeySources.ofKeyringFile(file.toString(), key, context, times)) {
                key.withdraw();
                await(source, "kms-failed", 3);
                await(source, "keys-not-loaded", 1);
                key.withdrawn = false;
                await(source, "kms-restored", 1);
              }
            });

    String place = " source=" + file;
    assertThat(log)
        .filteredOn(line -> line.contains("event=kms-"))
        .containsExactly(
            "WARNING event=kms-failed"
                + place
                + " operation=unwrap failure=java.lang.IllegalStateException count=1",
            "INFO event=kms-restored" + place + " count=1");
    assertThat(log)
        .filteredOn(line -> line.contains("event=keys-not-loaded"))
        .singleElement()
        .asString()
        .contains(" current=");
    assertThat(log).noneMatch(line -> line.contains("CANARY"));
  }

  private static void await(KeySource source, String event, long times) {
    while (source.history().getOrDefault(event, 0L) < times) {
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void wrongContext_isNoOutageButKeysThatAreNotLoaded() throws IOException {
    PretendedService.Key key = new PretendedService().open("1");
    KeyringFile.generate(CREATED).write(file, key, Map.of("a", "b"));

    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            1,
            () -> {
              try {
                KeySources.ofKeyringFile(
                        file.toString(), key, Map.of("a", "c"), RefreshTimes.standard())
                    .close();
              } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("for this context");
              }
            });

    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("WARNING event=keys-not-loaded")
        .endsWith(
            "failure=java.lang.IllegalArgumentException"
                + " cause=java.lang.IllegalArgumentException count=1");
  }
}
