package io.sealcache.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.Needs;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPathTest {
  @TempDir private Path temporary;
  private Path outer;
  private Path directory;
  private Path file;

  @BeforeEach
  void place() throws IOException {
    Needs.posixPermissions(temporary);
    outer = Files.createDirectory(temporary.resolve("outer"));
    directory = Files.createDirectory(outer.resolve("inner"));
    file = Files.writeString(directory.resolve("file"), "content");
    for (Path path : List.of(file, directory, outer)) {
      permissions(path, path.equals(file) ? "rw-r--r--" : "rwxr-xr-x");
    }
  }

  @Test
  void fileOfOnesOwn_isTrusted() throws IOException {
    TrustedPath.ensure("File", file);
    TrustedPath.ensure("File", directory.resolve("../inner/./file"));
    TrustedPath.ensure("File", Path.of("/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw----rw-", "rw--w----"})
  void fileThatOthersMayWrite_isRefused(String permissions) throws IOException {
    permissions(file, permissions);

    assertRefused(file, file, "may be written by others", "chmod go-w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwx-w----"})
  void fileBelowADirectoryThatOthersMayWrite_isRefused(String permissions) throws IOException {
    permissions(directory, permissions);
    assertRefused(file, directory, "may be written by others", "chmod go-w");

    permissions(directory, "rwxr-xr-x");
    permissions(outer, permissions);
    assertRefused(file, outer, "may be written by others");
    permissions(outer, "rwxr-xr-x");
    TrustedPath.ensure("File", file);
  }

  @Test
  void fileBelowAStickyDirectory_isTrusted() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    TrustedPath.ensure("File", file);

    Files.setAttribute(directory, "unix:mode", 0777);
    assertRefused(file, directory, "(777)");
  }

  @Test
  void linksToTheFile_areFollowedStepByStep() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
    Path relative = Files.createSymbolicLink(directory.resolve("relative"), Path.of("../inner"));
    TrustedPath.ensure("File", link);
    TrustedPath.ensure("File", relative.resolve("file"));

    permissions(outer, "rwxrwxrwx");
    assertRefused(link, outer, "may be written by others");
  }

  @Test
  void linkInADirectoryThatOthersMayWrite_isRefusedThoughItsTargetIsSafe() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("link"), directory);
    TrustedPath.ensure("File", link.resolve("file"));

    permissions(open, "rwxrwxrwx");
    assertRefused(link.resolve("file"), open, "may be written by others");
    assertRefused(open.resolve("../outer/inner/file"), open, "may be written by others");
  }

  @Test
  void linksInACircle_endInAnError() throws IOException {
    Path one = temporary.resolve("one");
    Files.createSymbolicLink(one, Path.of("two"));
    Files.createSymbolicLink(temporary.resolve("two"), Path.of("one"));

    assertThatThrownBy(() -> TrustedPath.ensure("File", one))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void chainOfLinks_isFollowedAsFarAsLinuxDoes() throws IOException {
    Path end = Files.createDirectory(temporary.toRealPath().resolve("chain"));
    Path link = file.toRealPath();
    for (int i = 1; i <= 40; i++) {
      link = Files.createSymbolicLink(end.resolve("link" + i), link);
    }
    Path fortieth = link;
    TrustedPath.ensure("File", fortieth);

    Path oneMore = Files.createSymbolicLink(end.resolve("one-more"), fortieth);
    assertThatThrownBy(() -> TrustedPath.ensure("File", oneMore))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void fileThatIsNotThere_isNamedAsSuch() {
    assertThatThrownBy(() -> TrustedPath.ensure("File", directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void fileOfAnotherUser_isRefused() throws IOException {
    if (isRoots(file)) {
      Files.setAttribute(file, "unix:uid", 65534);
      assertRefused(file, file, "belongs to another user (65534)", "chown");
      TrustedPath.ensure("File", file, new ProcessUser(OptionalInt.of(65534), null));
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrustedPath.ensure("File", file, anotherUser()))
          .withMessageContainingAll("belongs to another user", "chown");
    }
  }

  @Test
  void directoryAndLinkOfAnotherUser_areRefused() throws IOException {
    if (!isRoots(file)) {
      throw Needs.root();
    }
    Path link = Files.createSymbolicLink(temporary.resolve("link"), file);
    Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    assertRefused(link, link, "belongs to another user");

    Files.setAttribute(directory, "unix:uid", 65534);
    assertRefused(file, directory, "belongs to another user");
  }

  @Test
  void whereTheSystemTellsNoNumber_theNameDecides() throws IOException {
    String owner = Files.getOwner(file).getName();
    ProcessUser named = new ProcessUser(OptionalInt.empty(), owner);
    TrustedPath.ensure("File", file, named);
    assertThat(named.isTrusted(4711, file)).isTrue(); // whatever the number, be it not root's

    for (String other : new String[] {"somebody else", null}) {
      ProcessUser user = new ProcessUser(OptionalInt.empty(), other);
      assertThat(user.isTrusted(4711, file)).isFalse();
      assertThat(user.isTrusted(0, file)).isTrue();
    }
  }

  @Test
  void currentUser_isTheOneWhoOwnsWhatIsMade() throws IOException {
    int owner = (Integer) Files.getAttribute(file, "unix:uid");

    assertThat(ProcessUser.current().uid().isPresent())
        .isEqualTo(Files.isReadable(Path.of("/proc/self/status")));
    assertThat(ProcessUser.current().isTrusted(owner, file)).isTrue();
    assertThat(ProcessUser.current().isTrusted(owner + 1, file))
        .isEqualTo(ProcessUser.current().uid().isEmpty());
  }

  private static ProcessUser anotherUser() {
    return new ProcessUser(OptionalInt.of(4711), null);
  }

  private static boolean isRoots(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid").equals(0);
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void assertRefused(Path path, Path step, String... messages) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedPath.ensure("File 'x'", path))
        .withMessageStartingWith("File 'x' is not safe from other users: '" + step + "' ")
        .withMessageContainingAll(messages);
  }
}
