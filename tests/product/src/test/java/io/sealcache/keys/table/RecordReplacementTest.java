package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.FlightRecording;
import io.sealcache.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the record that another one replaces, also where a process ended meanwhile. */
class RecordReplacementTest {
  private static final String ID = "00112233445566778899aabbccddeeff";
  private static final byte[] ZEROS = new byte[6];

  @TempDir private Path temporary;
  private Path folder;
  private Path record;
  private KeyTable table;

  @BeforeEach
  void make() throws IOException {
    Needs.posixPermissions(temporary);
    Path directory = OwnersDirectory.make(temporary.resolve("table"));
    folder = directory.resolve("00");
    record = folder.resolve(ID);
    table = DirectoryKeyTable.open(directory.toString());
    table.create(ID, "record");
  }

  private Path beside(String end) {
    return folder.resolve("." + ID + "." + end);
  }

  /** With a copy that shows what becomes of its content. */
  private Path leave(String end) throws IOException {
    return copy(Files.writeString(beside(end), "before"));
  }

  private Path copy(Path file) throws IOException {
    return Files.createLink(temporary.resolve("copy of " + file.getFileName()), file);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void recordThatIsReplaced_isDestroyed() throws IOException {
    Path copy = copy(record);

    assertThat(table.replace(ID, "record", "new")).isTrue();

    assertThat(copy).hasBinaryContent(ZEROS);
    assertThat(table.read(ID)).contains("new");
    assertThat(files()).containsExactlyInAnyOrder(ID, FolderLock.NAME);
  }

  @Test
  void replacementThatBrokeOff_isFinishedByTheNext() throws IOException {
    List<Path> copies = List.of(leave("gone"), leave("new"), leave("made"));

    assertThat(table.replace(ID, "record", "new")).isTrue();

    assertThat(copies).allSatisfy(copy -> assertThat(copy).hasBinaryContent(ZEROS));
    assertThat(files()).containsExactlyInAnyOrder(ID, FolderLock.NAME);
  }

  @Test
  void whatIsLeft_isDestroyedWhereTheRecordIsMadeAnew() throws IOException {
    table.remove(ID);
    List<Path> copies = List.of(leave("gone"), leave("new"), leave("made"));

    assertThat(table.create(ID, "new")).isTrue();

    assertThat(copies).allSatisfy(copy -> assertThat(copy).hasBinaryContent(ZEROS));
    assertThat(files()).containsExactlyInAnyOrder(ID, FolderLock.NAME);
  }

  @Test
  void otherNameOfTheRecord_isNoReasonToDestroyIt() throws IOException {
    Files.createLink(beside("gone"), record);
    Files.createLink(beside("made"), record);

    assertThat(table.create(ID, "new")).isFalse();

    assertThat(table.read(ID)).contains("record");
    assertThat(files()).containsExactlyInAnyOrder(ID, FolderLock.NAME);
  }

  @Test
  void replacementThatFails_changesNothing() throws IOException {
    Files.createLink(beside("gone"), record);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordFile(record).replace("new".getBytes(StandardCharsets.US_ASCII)))
        .withMessageContaining("chmod go-w");

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertThat(table.read(ID)).contains("record");
    assertThat(files()).containsExactlyInAnyOrder(ID, FolderLock.NAME);
  }

  @Test
  void replacement_isOnTheDiskBeforeTheRecordIsOverwritten() {
    List<Path> forced = FlightRecording.forced(temporary, () -> table.replace(ID, "record", "new"));

    assertThat(forced).containsExactly(beside("new"), folder, beside("gone"));
  }

  @Test
  void recordThatIsMade_isOnTheDiskWithItsFolder() {
    String first = "ff112233445566778899aabbccddeeff";
    Path itsFolder = folder.resolveSibling("ff");

    List<Path> forced = FlightRecording.forced(temporary, () -> table.create(first, "new"));

    assertThat(forced)
        .containsExactly(
            requireNonNull(folder.getParent()), itsFolder.resolve("." + first + ".new"), itsFolder);
  }

  @Test
  void whoReadsWhatIsBeingOverwritten_waitsForTheOther() throws Exception {
    CompletableFuture<Optional<String>> read = new CompletableFuture<>();
    Thread reader = new Thread(() -> read.complete(table.read(ID)));
    try (FolderLock lock = FolderLock.take(folder)) {
      Files.write(record, ZEROS);
      reader.start();
      WaitingThread.await(reader, Thread.State.WAITING);
      Files.writeString(record, "new");
    }

    assertThat(read.get(1, TimeUnit.MINUTES)).contains("new");
  }
}
