package io.sealcache.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerOnlyFileTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void read_givesWhatOnlyTheOwnerMayRead(String permissions) throws IOException {
    write(permissions);

    assertThat(OwnerOnlyFile.read("File", file, 7)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw---x---"})
  void read_refusesWhatOthersMayTouch(String permissions) throws IOException {
    write(permissions);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerOnlyFile.read("File 'x'", file, 7))
        .withMessageContainingAll("File 'x'", permissions, "chmod 600");
  }

  @Test
  void read_checksTheFileThatALinkLeadsTo() throws IOException {
    write("rw-r--r--");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerOnlyFile.read("File", link, 7))
        .withMessageContaining("rw-r--r--");
  }

  @Test
  void read_refusesLongFilesDirectoriesAndNone() throws IOException {
    assertRefused("does not exist");
    OwnerOnlyFile.replace(file, CONTENT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerOnlyFile.read("File", file, 6))
        .withMessageContaining("longer than 6 bytes");
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused("is not a file");
  }

  @Test
  void read_whereFilesHaveNoPermissions_leavesThemToTheAdministrator() throws IOException {
    Path archive = directory.resolve("archive.zip");
    try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path inside = Files.write(files.getPath("/file"), CONTENT);

      assertThat(files.supportedFileAttributeViews()).doesNotContain("posix", "unix");
      assertThat(OwnerOnlyFile.read("File", inside, 7)).isEqualTo(CONTENT);
    }
  }

  @Test
  void replace_makesAFileForItsOwnerAloneAndLeavesNothingElse() throws IOException {
    Needs.posixPermissions(directory);
    OwnerOnlyFile.replace(file, "longer than the next".getBytes(StandardCharsets.US_ASCII));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    OwnerOnlyFile.replace(file, CONTENT);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertOnly(file);
  }

  @Test
  void replace_whileOthersRead_theySeeTheOldContentOrTheNewWhole() throws Exception {
    byte[] longer = new byte[3 * CONTENT.length];
    OwnerOnlyFile.replace(file, CONTENT);
    AtomicBoolean replacing = new AtomicBoolean(true);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      AtomicInteger reads = new AtomicInteger();
      Future<?> reading =
          reader.submit(
              () -> {
                while (replacing.get()) {
                  assertThat(OwnerOnlyFile.read("File", file, 1000)).isIn(CONTENT, longer);
                  reads.incrementAndGet();
                }
                return true;
              });
      for (int i = 0; i < 500 || (reads.get() == 0 && !reading.isDone()); i++) {
        OwnerOnlyFile.replace(file, i % 2 == 0 ? longer : CONTENT);
      }
      replacing.set(false);
      reading.get();
      assertThat(reads).hasPositiveValue();
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void replace_keepsALinkAndReplacesItsTarget() throws IOException {
    OwnerOnlyFile.replace(file, new byte[1]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    OwnerOnlyFile.replace(link, CONTENT);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void replace_keepsTheOwnerWhoMayReadIt() throws IOException {
    Needs.posixPermissions(directory);
    OwnerOnlyFile.replace(file, new byte[1]);
    UserPrincipal other = anotherOwner();
    OwnerOnlyFile.replace(file, CONTENT);

    assertThat(Files.getOwner(file)).isEqualTo(other);
    assertThat(file).hasBinaryContent(CONTENT);
  }

  /** Only root gives files away. */
  private UserPrincipal anotherOwner() throws IOException {
    try {
      UserPrincipal other =
          file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(file, other);
      return other;
    } catch (FileSystemException | UserPrincipalNotFoundException e) {
      throw Needs.root();
    }
  }

  @Test
  void replace_thatFailsLeavesNothingBehind() throws IOException {
    Files.createDirectory(file);
    Files.createFile(file.resolve("so that it is not empty"));

    assertThatIOException().isThrownBy(() -> OwnerOnlyFile.replace(file, CONTENT));
    assertOnly(file);
  }

  private void assertRefused(String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerOnlyFile.read("File", file, 7))
        .withMessageStartingWith("File " + message);
  }

  private void assertOnly(Path expected) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      assertThat(found).containsExactly(expected);
    }
  }

  private void write(String permissions) throws IOException {
    Needs.posixPermissions(directory);
    Files.write(file, CONTENT);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
