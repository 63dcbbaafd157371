package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.CapturedLog;
import io.sealcache.Needs;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeySourceTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T08:30:00Z");
  private static final KeyringFile FIRST =
      KeyringFile.of("index", FixedKey.secret(1), CREATED)
          .with("a", FixedKey.secret(2), CREATED)
          .withCurrent("a");
  private static final KeyringFile ADDED = FIRST.with("b", FixedKey.secret(3), CREATED);
  private static final KeyringFile PROMOTED = ADDED.withCurrent("b");

  /** Starts where the time wraps. */
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("keyring.properties");
    FIRST.write(file);
  }

  @Test
  void keyring_isOneForAllTenantsAsLongAsTheFileStays() {
    try (FileKeySource keys = open()) {
      Keyring first = keys.keyring(null);
      pass();

      assertThat(first.current().id()).isEqualTo(id(2));
      assertThat(keys.keyring("acme")).isSameAs(first);
    }
  }

  @Test
  void keyring_takesUpAChangedFileAfterASecond() throws IOException {
    try (FileKeySource keys = open()) {
      Keyring first = keys.keyring(null);
      PROMOTED.write(file);
      assertThat(keys.keyring(null)).isSameAs(first);
      time.addAndGet(FileKeySource.CHECK_INTERVAL_NANOS - 1);
      assertThat(keys.keyring(null)).isSameAs(first);
      time.incrementAndGet();

      assertThat(keys.keyring(null).current().id()).isEqualTo(id(3));
      assertThat(keys.keyring(null).dataKey(id(2))).isNotNull();
      assertThat(keys.keyring(null)).isSameAs(keys.keyring(null));
    }
  }

  @Test
  void keyring_seesAChangeThatKeepsLengthAndTime() throws IOException {
    try (FileKeySource keys = open()) {
      FileTime before = Files.getLastModifiedTime(file);
      Files.writeString(file, Files.readString(file).replace(hex(2), hex(4)));
      Files.setLastModifiedTime(file, before);
      pass();

      assertThat(keys.keyring(null).current().id()).isEqualTo(id(4));
    }
  }

  @Test
  void keyring_staysTheSameObjectWhereOnlyCommentsChange() throws IOException {
    try (FileKeySource keys = open()) {
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
    try (FileKeySource keys = new FileKeySource(link, new SecretForm.Clear(), time::get)) {
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
    try (FileKeySource keys = open()) {
      Keyring first = keys.keyring(null);

      Files.writeString(file, Files.readString(file).replace("current=a", "current=none"));
      assertThat(logOfChecks(keys, 3))
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains(file.toString(), "current names a key", first.current().toString())
          .doesNotContain(hex(2).substring(0, 8));
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      assertThat(logOfChecks(keys, 3)).hasSize(1);
      Files.writeString(file, Files.readString(file).replace("current=none", "current=nobody"));
      assertThat(logOfChecks(keys, 3)).hasSize(1);
      Files.delete(file);
      assertThat(logOfChecks(keys, 3)).singleElement().asString().contains("does not exist");
      assertThat(keys.keyring(null)).isSameAs(first);

      ADDED.write(file);
      assertThat(logOfChecks(keys, 3)).singleElement().asString().startsWith("INFO");
      Files.delete(file);
      assertThat(logOfChecks(keys, 3)).hasSize(1);
      assertThat(keys.keyring(null).dataKey(id(3))).isNotNull();
    }
  }

  @Test
  void loadStatus_countsFromTheLastGoodReading() throws IOException {
    try (FileKeySource keys = open()) {
      pass();
      assertThat(keys.loadStatus()).hasValue(new KeyLoadStatus(Duration.ofSeconds(1), 0));
      keys.keyring(null);
      assertThat(keys.loadStatus()).hasValue(new KeyLoadStatus(Duration.ZERO, 0));

      Files.writeString(file, Files.readString(file).replace("current=a", "current=none"));
      logOfChecks(keys, 2);
      Files.delete(file);
      logOfChecks(keys, 1);
      assertThat(keys.loadStatus()).hasValue(new KeyLoadStatus(Duration.ofSeconds(3), 3));

      ADDED.write(file);
      logOfChecks(keys, 1);
      assertThat(keys.loadStatus()).hasValue(new KeyLoadStatus(Duration.ZERO, 0));
    }
  }

  @Test
  void keyring_isNotTakenFromAFileThatOthersMayRead() throws IOException {
    Needs.posixPermissions(file);
    try (FileKeySource keys = open()) {
      PROMOTED.write(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(logOfChecks(keys, 2)).singleElement().asString().contains("rw-r-----");
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
      pass();
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(3));
    }
  }

  @Test
  void log_warnsOfChangesThatLoseEntries() throws IOException {
    try (FileKeySource keys = open()) {
      ADDED.write(file);
      assertThat(logOfChecks(keys, 1)).singleElement().asString().startsWith("INFO");
      PROMOTED.write(file);
      assertThat(logOfChecks(keys, 1)).singleElement().asString().startsWith("INFO");
      PROMOTED.without("a").write(file);
      assertThat(logOfChecks(keys, 1)).singleElement().asString().startsWith("INFO");

      KeyringFile.of("other", FixedKey.secret(9), CREATED).write(file);
      List<String> lines = logOfChecks(keys, 1);
      assertThat(lines).hasSize(4).first().asString().startsWith("INFO");
      assertThat(String.join("\n", lines))
          .contains("the index key is another one", "is gone", "the current key is new");
    }
  }

  @Test
  void close_destroysWhatTheFileHeldAndNothingBefore() throws IOException {
    FileKeySource keys = open();
    Keyring first = keys.keyring(null);
    PROMOTED.write(file);
    pass();
    Keyring second = keys.keyring(null);
    assertThatCode(() -> first.current().derive(16, "still")).doesNotThrowAnyException();

    keys.close();
    keys.close();
    pass();
    assertThat(keys.keyring(null)).isSameAs(second);
    assertThat(List.of(first.current(), first.indexKey(), second.current(), second.indexKey()))
        .allMatch(MasterKey::isDestroyed);
    assertThat(second.previous()).allMatch(MasterKey::isDestroyed);
  }

  @Test
  void keyring_afterClose_readsTheFileNoMore() throws IOException {
    FileKeySource keys = open();
    Keyring last = keys.keyring(null);
    keys.close();
    PROMOTED.write(file);

    assertThat(logOfChecks(keys, 2)).isEmpty();
    assertThat(keys.keyring(null)).isSameAs(last);
    assertThat(last.current().isDestroyed()).isTrue();
  }

  @Test
  void keyring_readByOneThread_isReadAgainByAnother() throws Exception {
    try (FileKeySource keys = open()) {
      pass();
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));
      PROMOTED.write(file);
      pass();

      assertThat(onAnotherThread(() -> keys.keyring(null).current().id())).isEqualTo(id(3));

      ADDED.write(file);
      pass();
      assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));
    }
  }

  @Test
  void close_onAnotherThreadThanReadTheFile_destroysTheKeys() throws Exception {
    FileKeySource keys = open();
    pass();
    Keyring keyring = keys.keyring(null);

    assertThat(
            onAnotherThread(
                () -> {
                  keys.close();
                  return keyring.current().isDestroyed();
                }))
        .isTrue();
    keys.close(); // waits for no thread that has closed it
  }

  private static <T> T onAnotherThread(Callable<T> work) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(work).get(1, TimeUnit.MINUTES);
    } finally {
      thread.shutdownNow();
    }
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
      try (FileKeySource keys = FileKeySource.open(location)) {
        assertThat(keys.keyring(null).current().id()).isEqualTo(id(2));
      }
    }
  }

  @Test
  void open_showsNoKeyTakenForAPath() {
    for (String location : List.of(hex(5), "file:" + hex(5), "file://" + hex(5), "\0" + hex(5))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FileKeySource.open(location))
          .withMessageContainingAll("sealcache.keyring", "path")
          .withMessageNotContaining(hex(5).substring(0, 8))
          .withNoCause();
    }
  }

  @Test
  void open_missingFileIsNamed() {
    String missing = directory.resolve("missing").toString();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileKeySource.open(missing))
        .withMessageContainingAll(missing, "does not exist");
  }

  private FileKeySource open() {
    return new FileKeySource(file, new SecretForm.Clear(), time::get);
  }

  private List<String> logOfChecks(FileKeySource keys, int checks) {
    return CapturedLog.of(
        LoggerName.KEYS,
        () -> {
          for (int i = 0; i < checks; i++) {
            pass();
            keys.keyring(null);
          }
        });
  }

  private void pass() {
    time.addAndGet(FileKeySource.CHECK_INTERVAL_NANOS);
  }

  private static int id(int seed) {
    return MasterKey.of(FixedKey.secret(seed)).id();
  }

  private static String hex(int seed) {
    return HexFormat.of().formatHex(FixedKey.secret(seed));
  }
}
