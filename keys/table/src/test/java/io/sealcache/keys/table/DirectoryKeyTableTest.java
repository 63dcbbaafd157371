package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryKeyTableTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  @TempDir private Path temporary;
  private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://app:s3cret@db/keys?password=s3cret",
        "jdbc:oracle:thin:scott/s3cret@db",
        "r2dbc:h2:mem:s3cret",
        "JDBC:s3cret",
        "FILE:/s3cret"
      })
  void urlOfADatabase_isRefusedAndNotShown(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectoryKeyTable.open(url))
        .withMessageContainingAll("'sealcache.key-table'", "javax.sql.DataSource", "'./'")
        .withMessageNotContaining("s3cret");
  }

  @BeforeEach
  void make() throws IOException {
    directory = OwnersDirectory.make(temporary.resolve("table"));
  }

  private KeyTable open() {
    return DirectoryKeyTable.open(directory.toString());
  }

  @Test
  void directory_leavesNothingOfARemovedRecord() throws IOException {
    KeyTable table = open();
    table.create(ID, "record");
    Path file = directory.resolve("00").resolve(ID);
    assertThat(file).hasContent("record");
    Files.writeString(file.resolveSibling("." + ID + ".123.new"), "of a process that was killed");

    table.remove(ID);

    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(left -> assertThat(left).hasFileName(DirectoryKeyTable.LOCK).isEmptyFile());
    }
  }

  @Test
  void removalOfWhatIsNotThere_makesNothing() throws IOException {
    assertThat(open().remove(ID)).isFalse();

    try (Stream<Path> made = Files.list(directory)) {
      assertThat(made).isEmpty();
    }
  }

  @Test
  void directory_thatIsNoneOrOpenToOthers_isRefused() throws IOException {
    Needs.posixPermissions(temporary);
    Path file = Files.writeString(temporary.resolve("file"), "");
    for (Path none : List.of(file, temporary.resolve("missing"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DirectoryKeyTable.open(none.toString()))
          .withMessageContainingAll("'" + none + "'", "is not a directory", "chmod 700");
    }

    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectoryKeyTable.open(directory.toUri().toString()))
        .withMessageContainingAll("Key table '" + directory, "chmod go-w");
  }

  @Test
  void directory_isMadeForItsOwnerAlone() throws IOException {
    Needs.posixPermissions(temporary);
    open().create(ID, "record");
    Path folder = directory.resolve("00");

    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve(ID))).isEqualTo("rw-------");
    open().replace(ID, "record", "new");
    assertThat(permissions(folder.resolve(DirectoryKeyTable.LOCK))).isEqualTo("rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void directory_whoseRecordOthersCouldHaveWritten_refusesIt() throws IOException {
    Needs.posixPermissions(temporary);
    KeyTable table = open();
    table.create(ID, "record");
    Path file = directory.resolve("00").resolve(ID);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThatIllegalStateException()
        .as("no answer, but an outage")
        .isThrownBy(() -> table.read(ID))
        .withMessageContainingAll("'" + file + "'", "chmod 600");
  }

  @Test
  void directory_thatIsGone_isNoEmptyTable() throws IOException {
    KeyTable table = open();
    Files.move(directory, temporary.resolve("elsewhere"));

    assertThatThrownBy(() -> table.read(ID)).hasMessageContaining("is not there any more");
    assertThatThrownBy(() -> table.create(ID, "x")).hasMessageContaining("is not there any more");
    assertThatThrownBy(() -> table.replace(ID, "x", "y"))
        .hasMessageContaining("is not there any more");
    assertThatThrownBy(() -> table.ids("", 1)).hasMessageContaining("is not there any more");
    assertThatThrownBy(() -> table.remove(ID)).hasMessageContaining("is not there any more");
  }

  @Test
  void directory_takesNoIdThatLeadsElsewhere() {
    KeyTable table = open();

    for (String id : List.of("", "../../etc/passwd", ID.toUpperCase(Locale.ROOT), ID + "0")) {
      assertThatIllegalArgumentException().isThrownBy(() -> table.read(id));
      assertThatIllegalArgumentException().isThrownBy(() -> table.create(id, ""));
      assertThatIllegalArgumentException().isThrownBy(() -> table.remove(id));
    }
  }

  @Test
  void recordThatIsTooLong_isCutWhereThatIsSeen() throws IOException {
    KeyTable table = open();
    table.create(ID, "record");
    Files.writeString(directory.resolve("00").resolve(ID), "#".repeat(10_000));

    assertThat(table.read(ID)).contains("#".repeat(KeyTable.MAX_RECORD_LENGTH + 1));
  }

  private KeyTable withRecord() {
    KeyTable table = open();
    table.create(ID, "record");
    return table;
  }

  /** The lock of the other application, until it is closed. */
  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("00").resolve(DirectoryKeyTable.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoRemovesOrMakesARecordSecond_waits(boolean removes) throws Exception {
    KeyTable table = withRecord();
    String id = removes ? ID : "00ff2233445566778899aabbccddeeff";
    CompletableFuture<Boolean> changed = new CompletableFuture<>();
    Thread second =
        new Thread(() -> changed.complete(removes ? table.remove(id) : table.create(id, "record")));
    try (FileChannel first = lock()) {
      second.start();
      WaitingThread.await(second, Thread.State.TIMED_WAITING);
      assertThat(first.isOpen()).isTrue();
      assertThat(table.read(id).isPresent()).isEqualTo(removes);
    }

    assertThat(changed.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void whoIsInterruptedMeanwhile_changesNothingAndIsInNobodysWay() throws Exception {
    KeyTable table = withRecord();
    try (FileChannel first = lock()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> table.remove(ID))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(first.isOpen()).isTrue();
    }

    assertThat(table.read(ID)).contains("record");
    assertThat(CompletableFuture.supplyAsync(() -> table.remove(ID)).get(1, TimeUnit.MINUTES))
        .isTrue();
  }
}
