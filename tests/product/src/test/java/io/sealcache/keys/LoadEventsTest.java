package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that Flight Recorder hears of keys that are loaded, or aren't. */
class LoadEventsTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T08:30:00Z");
  private static final KeyringFile FIRST =
      KeyringFile.of("index", FixedKey.secret(1), CREATED)
          .with("a", FixedKey.secret(2), CREATED)
          .withCurrent("a");
  private static final KeyringFile PROMOTED =
      FIRST.with("b", FixedKey.secret(3), CREATED).withCurrent("b");

  private final ManualScheduler scheduler = new ManualScheduler(0);
  @TempDir private Path directory;

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }

  private static List<String> loads(FlightRecording recording, String source) {
    return recording
        .lines(" source=" + source + " ")
        .filter(line -> line.startsWith("event=keys-"))
        .map(line -> line.replace(" source=" + source, ""))
        .toList();
  }

  /** Has the file read again, twice. */
  private void check() {
    scheduler.pass(Duration.ofSeconds(2));
  }

  @Test
  void keyringFile_tellsOfEachChangeOnce() {
    Path file = directory.resolve("keyring.properties");
    FlightRecording recording =
        FlightRecording.of(
            () -> {
              try {
                FIRST.write(file);
                try (KeySource keys =
                    KeySources.ofKeyringFile(file.toString(), null, Map.of(), null, scheduler)) {
                  assertThat(keys.keyring(null)).isNotNull();
                  check();
                  PROMOTED.write(file);
                  check();
                  String good = Files.readString(file);
                  Files.writeString(file, good.replace("current=b", "current=none"));
                  check();
                  Files.writeString(file, good);
                  check();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    // The index key was a data key too, as the first one of a file is.
    String after = " current=%s previous=%s,%s index=%s".formatted(id(3), id(1), id(2), id(1));
    assertThat(loads(recording, file.toAbsolutePath().toString()))
        .containsExactly(
            "event=keys-loaded current=%s previous=%s index=%s".formatted(id(2), id(1), id(1)),
            "event=keys-loaded" + after,
            "event=keys-not-loaded operation=load failure=java.lang.IllegalArgumentException"
                + after
                + " count=1",
            "event=keys-unchanged" + after);
    for (int seed = 1; seed <= 3; seed++) {
      String secret = HexFormat.of().formatHex(FixedKey.secret(seed));
      assertThat(CanarySearch.find(secret, recording.file())).isEmpty();
    }
  }

  @Test
  void keysOfAService_tellOfEachLoad() {
    boolean[] down = {false};
    String name = "kms-" + UUID.randomUUID();
    RefreshTimes times = new RefreshTimes(Duration.ofMinutes(10), Duration.ofHours(1));
    FlightRecording recording =
        FlightRecording.of(
            () -> {
              RefreshingKeySource keys =
                  RefreshingKeySource.of(
                      name,
                      () -> {
                        if (down[0]) {
                          throw new IOException("CANARYanswerCANARY");
                        }
                        return new Keyring(MasterKey.of(FixedKey.secret(2)), List.of(), null);
                      },
                      times,
                      scheduler);
              down[0] = true;
              scheduler.pass(Duration.ofMinutes(11));
              down[0] = false;
              scheduler.pass(Duration.ofMinutes(1));
              keys.close();
            });

    String after = " current=%s index=%s".formatted(id(2), id(2));
    assertThat(loads(recording, name))
        .containsExactly(
            "event=keys-loaded" + after,
            "event=keys-not-loaded operation=load failure=java.io.IOException" + after + " count=1",
            "event=keys-unchanged" + after);
    assertThat(CanarySearch.find("CANARYanswerCANARY", recording.file())).isEmpty();
  }

  @Test
  void keysThatNeverLoad_areToldWithoutIds() {
    String name = "kms-" + UUID.randomUUID();
    Callable<Keyring> failing =
        () -> {
          throw new IOException("down");
        };

    FlightRecording recording =
        FlightRecording.of(
            () ->
                assertThatIllegalStateException()
                    .isThrownBy(
                        () ->
                            RefreshingKeySource.of(
                                name, failing, RefreshTimes.standard(), scheduler)));

    assertThat(loads(recording, name))
        .containsExactly(
            "event=keys-not-loaded operation=load failure=java.io.IOException count=1");
  }
}
