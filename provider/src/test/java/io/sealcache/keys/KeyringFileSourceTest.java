package io.sealcache.keys;

import static io.sealcache.keys.FixedKey.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Needs;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringFileSourceTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T08:30:00Z");
  private static final KeyringFile FIRST =
      KeyringFile.of("index", FixedKey.secret(1), CREATED)
          .with("a", FixedKey.secret(2), CREATED)
          .withCurrent("a");
  private static final KeyringFile ADDED = FIRST.with("b", FixedKey.secret(3), CREATED);
  private static final KeyringFile PROMOTED = ADDED.withCurrent("b");

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualScheduler time = new ManualScheduler(0);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("keyring.properties");
    FIRST.write(file);
  }

  @Test
  void keyring_takesUpAChangedFileAfterASecond() throws IOException {
    try (KeySource keys = open()) {
      Keyring first = keys.keyring(null);
      PROMOTED.write(file);
      assertThat(keys.keyring(null)).isSameAs(first);
      time.pass(SECOND.minusNanos(1));
      assertThat(keys.keyring(null)).isSameAs(first);
      time.pass(Duration.ofNanos(1));

      assertThat(keys.keyring(null).current().id()).isEqualTo(id(3));
      assertThat(keys.keyring(null).dataKey(id(2))).isNotNull();
      assertThat(keys.keyring(null)).isSameAs(keys.keyring(null));
    }
  }

  @Test
  void keyring_seesAChangeThatKeepsLengthAndTime() throws IOException {
    try (KeySource keys = open()) {
      FileTime before = Files.getLastModifiedTime(file);
      Files.writeString(file, Files.readString(file).replace(hex(2), hex(4)));
      Files.setLastModifiedTime(file, before);
      pass();

      assertThat(keys.keyring(null).current().id()).isEqualTo(id(4));
    }
  }

  @Test
  void keyring_staysTheSameObjectWhereOnlyCommentsChange() throws IOException {
    try (KeySource keys = open()) {
      Keyring first = keys.keyring(null);
      Files.writeString(file, "# a comment\n" + Files.readString(file));
      pass();

      assertThat(keys.keyring(null)).isSameAs(first);
    }
  }

  @Test
  void keyring_followsLinksThatAreSwappedAsKubernetesDoes() throws IOException {
    Path first = Files.createDirectory(directory.resolve("..2026_1"));
    Path second = Files.createDirectory(directory.resolve("..2026_2"));
    FIRST.write(first.resolve("keyring"));
    PROMOTED.write(second.resolve("keyring"));
    Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
    Path link =
        Files.createSymbolicLink(directory.resolve("keyring"), Path.of("..data", "keyring"));
    try (KeySource keys = open(link)) {
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));
      Path swap = Files.createSymbolicLink(directory.resolve("..tmp"), second.getFileName());
      Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(first.resolve("keyring"));
      pass();

      assertThat(keys.keyring(null).current().id()).isEqualTo(id(3));
    }
  }

  @Test
  void keyring_staysWhileTheFileIsBrokenAndTheLogSaysSoOnceAChange() throws IOException {
    try (KeySource keys = open()) {
      Keyring first = keys.keyring(null);

      Files.writeString(file, Files.readString(file).replace("current=a", "current=none"));
      assertThat(logOfChecks(keys, 3))
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains(file.toString(), "names a key that is not there", first.current().toString())
          .doesNotContain(hex(2).substring(0, 8));
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      assertThat(logOfChecks(keys, 3)).isEmpty();
      Files.writeString(file, Files.readString(file).replace("current=none", "current=nobody"));
      assertThat(logOfChecks(keys, 3)).as("the same is wrong").isEmpty();
      Files.delete(file);
      assertThat(logOfChecks(keys, 3)).singleElement().asString().contains("does not exist");
      assertThat(keys.keyring(null)).isSameAs(first);

      ADDED.write(file);
      assertThat(logOfChecks(keys, 3)).hasSize(2).allMatch(line -> line.startsWith("INFO"));
      Files.delete(file);
      assertThat(logOfChecks(keys, 3)).hasSize(1);
      assertThat(keys.keyring(null).dataKey(id(3))).isNotNull();
    }
  }

  @Test
  void keyring_isNotTakenFromAFileThatOthersMayRead() throws IOException {
    Needs.posixPermissions(file);
    try (KeySource keys = open()) {
      PROMOTED.write(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(logOfChecks(keys, 2)).singleElement().asString().contains("640");
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
      pass();
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(3));
    }
  }

  @Test
  void file_afterClose_isReadNoMore() throws IOException {
    KeySource keys = open();
    keys.close();
    PROMOTED.write(file);
    time.pass(SECOND.multipliedBy(2));

    assertThat(time.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> keys.keyring(null));
  }

  @Test
  void open_takesPathsAndUrls() throws IOException {
    Path spaced = Files.createDirectory(directory.resolve("with a space")).resolve("keyring");
    Files.copy(file, spaced, StandardCopyOption.COPY_ATTRIBUTES);

    assertOpens(file.toString(), file.toUri().toString(), "file:" + file);
    assertOpens(spaced.toString(), spaced.toUri().toString(), "file:" + spaced);
  }

  private static void assertOpens(String... locations) {
    for (String location : locations) {
      try (KeySource keys = KeySources.ofKeyringFile(location, null, Map.of(), null)) {
        assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));
      }
    }
  }

  private KeySource open() {
    return open(file);
  }

  private KeySource open(Path path) {
    return KeySources.ofKeyringFile(path.toString(), null, Map.of(), null, time);
  }

  private List<String> logOfChecks(KeySource keys, int checks) {
    return CapturedLog.of(
        "io.sealcache.keys",
        () -> {
          for (int i = 0; i < checks; i++) {
            pass();
            keys.keyring(null);
          }
        });
  }

  private void pass() {
    time.pass(SECOND);
  }

  private static int id(int seed) {
    return MasterKey.of(FixedKey.secret(seed)).id();
  }
}
