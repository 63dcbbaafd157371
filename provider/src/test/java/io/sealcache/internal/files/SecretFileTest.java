package io.sealcache.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.fixture.Needs;
import io.sealcache.internal.files.SecretFile.ProcessUser;
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
import java.util.OptionalInt;
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

class SecretFileTest {
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

    assertThat(SecretFile.read("File", file, 7)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw---x---"})
  void read_refusesWhatOthersMayTouch(String permissions) throws IOException {
    write(permissions);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretFile.read("File 'x'", file, 7))
        .withMessageContainingAll("File 'x'", "may be read or written by others", "chmod 600");
  }

  @Test
  void read_checksTheFileThatALinkLeadsTo() throws IOException {
    write("rw-r--r--");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretFile.read("File", link, 7))
        .withMessageContaining("(644)");
  }

  @Test
  void read_refusesLongFilesDirectoriesAndNone() throws IOException {
    assertRefused("does not exist");
    SecretFile.replace(file, CONTENT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretFile.read("File", file, 6))
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
      assertThat(SecretFile.read("File", inside, 7)).isEqualTo(CONTENT);
    }
  }

  @Test
  void replace_makesAFileForItsOwnerAloneAndLeavesNothingElse() throws IOException {
    Needs.posixPermissions(directory);
    SecretFile.replace(file, "longer than the next".getBytes(StandardCharsets.US_ASCII));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    SecretFile.replace(file, CONTENT);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertOnly(file);
  }

  @Test
  void replace_whileOthersRead_theySeeTheOldContentOrTheNewWhole() throws Exception {
    byte[] longer = new byte[3 * CONTENT.length];
    SecretFile.replace(file, CONTENT);
    AtomicBoolean replacing = new AtomicBoolean(true);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      AtomicInteger reads = new AtomicInteger();
      Future<?> reading =
          reader.submit(
              () -> {
                while (replacing.get()) {
                  assertThat(SecretFile.read("File", file, 1000)).isIn(CONTENT, longer);
                  reads.incrementAndGet();
                }
                return true;
              });
      for (int i = 0; i < 200 || (reads.get() == 0 && !reading.isDone()); i++) {
        SecretFile.replace(file, i % 2 == 0 ? longer : CONTENT);
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
    SecretFile.replace(file, new byte[1]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    SecretFile.replace(link, CONTENT);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void replace_keepsTheOwnerWhoMayReadIt() throws IOException {
    Needs.posixPermissions(directory);
    SecretFile.replace(file, new byte[1]);
    UserPrincipal other = anotherOwner();
    SecretFile.replace(file, CONTENT);

    assertThat(Files.getOwner(file)).isEqualTo(other);
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r-----", "rw-r-----", "rw-------"})
  void replace_keepsTheGroupThatMayReadRootsFile(String permissions) throws IOException {
    write(permissions);
    if (!Files.getAttribute(file, "unix:uid").equals(0)) {
      throw Needs.root();
    }
    Files.setAttribute(file, "unix:gid", 2000);
    SecretFile.replace(file, new byte[1]);

    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(2000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
    permissions(file, "rw-rw-r--");
    SecretFile.replace(file, new byte[1]);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
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

    assertThatIOException().isThrownBy(() -> SecretFile.replace(file, CONTENT));
    assertOnly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwx-w----"})
  void fileInAFolderThatOthersMayWrite_isRefused(String permissions) throws IOException {
    write("rw-------");
    permissions(directory, permissions);
    try {
      assertUnsafe(file, directory, "may be written by others", "chmod go-w");
      assertThatIllegalArgumentException().isThrownBy(() -> SecretFile.replace(file, CONTENT));
    } finally {
      permissions(directory, "rwx------");
    }
  }

  @Test
  void linkInAFolderThatOthersMayWrite_isRefusedThoughItsTargetIsSafe() throws IOException {
    write("rw-------");
    Path open = Files.createDirectory(directory.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("link"), file);
    SecretFile.ensure("File", link);

    permissions(open, "rwxrwxrwx");
    assertUnsafe(link, open, "may be written by others");
  }

  @Test
  void folderOfALinkBetween_isLookedAtToo() throws IOException {
    write("rw-------");
    Path open = Files.createDirectory(directory.resolve("open"));
    Path between = Files.createSymbolicLink(open.resolve("between"), file);
    Path first = Files.createSymbolicLink(directory.resolve("first"), between);
    assertThat(SecretFile.ensure("File", first)).isEqualTo(file.toRealPath());

    permissions(open, "rwxrwxrwx");
    assertUnsafe(first, open, "may be written by others");
  }

  @Test
  void linksInACircle_endInAnError() throws IOException {
    Path one = directory.resolve("one");
    Files.createSymbolicLink(one, Path.of("two"));
    Files.createSymbolicLink(directory.resolve("two"), Path.of("one"));

    assertThatIOException().isThrownBy(() -> SecretFile.ensure("File", one));
  }

  @Test
  void foldersAbove_areNotLookedAt() throws IOException {
    Path inner = Files.createDirectory(directory.resolve("inner"));
    permissions(inner, "rwx------");
    file = inner.resolve("file");
    write("rw-------");
    permissions(directory, "rwxrwxrwx");
    try {
      SecretFile.ensure("File", file);
    } finally {
      permissions(directory, "rwx------");
    }
  }

  @Test
  void fileInAStickyFolder_isSafe() throws IOException {
    write("rw-------");
    Files.setAttribute(directory, "unix:mode", 01777);
    SecretFile.ensure("File", file);
    Files.setAttribute(directory, "unix:mode", 0700);
  }

  /** As Kubernetes mounts a secret with an {@code fsGroup}. */
  @Test
  void fileOfRoots_thatAGroupOfTheProcessMayRead_isSafe() throws IOException {
    write("r--r-----");
    if (!Files.getAttribute(file, "unix:uid").equals(0)) {
      throw Needs.root();
    }
    Files.setAttribute(file, "unix:gid", 2000);
    ProcessUser member = new ProcessUser(OptionalInt.of(1000), null); // or it can't read it
    ProcessUser root = new ProcessUser(OptionalInt.of(0), null);

    SecretFile.ensure("File", file, member);
    assertThatIllegalArgumentException().isThrownBy(() -> SecretFile.ensure("File", file, root));
    permissions(file, "r--rw----");
    assertThatIllegalArgumentException().isThrownBy(() -> SecretFile.ensure("File", file, member));
    permissions(file, "r--r--r--");
    assertThatIllegalArgumentException().isThrownBy(() -> SecretFile.ensure("File", file, member));
  }

  @Test
  void fileOfAnotherUser_isRefused() throws IOException {
    write("rw-------");
    int owner = (Integer) Files.getAttribute(file, "unix:uid");
    if (owner == 0) {
      Files.setAttribute(file, "unix:uid", 65534);
      assertUnsafe(file, file, "belongs to another user (65534)", "chown");
    } else {
      ProcessUser other = new ProcessUser(OptionalInt.of(owner + 1), null);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SecretFile.ensure("File", file, other))
          .withMessageContainingAll("belongs to another user", "chown");
    }
  }

  @Test
  void whereTheSystemTellsNoNumber_theNameDecides() throws IOException {
    write("rw-------");
    ProcessUser named = new ProcessUser(OptionalInt.empty(), Files.getOwner(file).getName());
    SecretFile.ensure("File", file, named);
    assertThat(named.isTrusted(4711, file)).isTrue(); // whatever the number, be it not root's

    for (String other : new String[] {"somebody else", null}) {
      ProcessUser user = new ProcessUser(OptionalInt.empty(), other);
      assertThat(user.isTrusted(4711, file)).isFalse();
      assertThat(user.isTrusted(0, file)).isTrue();
    }
  }

  @Test
  void currentUser_isTheOneWhoOwnsWhatIsMade() throws IOException {
    write("rw-------");
    int owner = (Integer) Files.getAttribute(file, "unix:uid");

    assertThat(ProcessUser.current().uid().isPresent())
        .isEqualTo(Files.exists(Path.of("/proc/self")));
    assertThat(ProcessUser.current().isTrusted(owner, file)).isTrue();
    assertThat(ProcessUser.current().isTrusted(owner + 1, file))
        .isEqualTo(ProcessUser.current().uid().isEmpty());
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void assertUnsafe(Path path, Path step, String... messages) throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretFile.ensure("File 'x'", path))
        .withMessageStartingWith(
            "File 'x' is not safe from other users: '" + step.toRealPath() + "' ")
        .withMessageContainingAll(messages);
  }

  private void assertRefused(String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretFile.read("File", file, 7))
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
