package io.sealcache.internal.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A file of secrets, or one that decides over them. One rule holds for all of them: the file is the
 * process's user's or root's, and nobody else may read or write it; the folder that it lies in is
 * one of theirs too, and nobody else may write it. A file of root's may be readable for a group
 * that the process is in, as Kubernetes mounts secrets with an {@code fsGroup}. Folders above are
 * not looked at. Checked where the file system has owners and permissions as Unix has; elsewhere
 * access lists are the administrator's.
 */
public final class SecretFile {
  public static final String OWNERS_FILE = "rw-------";
  public static final String OWNERS_FOLDER = "rwx------";

  private static final int PERMISSIONS = 07777;
  private static final int STICKY = 01000;
  private static final int OWNER = 0600;
  private static final int GROUP_READ = 0040;
  private static final int GROUP_OR_OTHERS = 0077;
  private static final int WRITE_OF_OTHERS = 0022;

  private SecretFile() {}

  /**
   * Checks a file, and the folders of it and of each link that leads to it.
   *
   * @param where names it in messages
   * @return its real path
   * @throws IllegalArgumentException if it is no file, or others could read or replace it; the
   *     message says what to do
   * @throws IOException if there is none, or it can't be reached
   */
  public static Path ensure(String where, Path file) throws IOException {
    return ensure(where, file, ProcessUser.current());
  }

  /** Link by link; what is opened is checked before, as opening a pipe may wait for ever. */
  static Path ensure(String where, Path file, ProcessUser user) throws IOException {
    Path unused = file.toRealPath(); // links in a circle end here
    Path at = file.toAbsolutePath();
    while (true) {
      Path folder = ensureFolder(where, requireNonNull(at.getParent()), user);
      at = folder.resolve(requireNonNull(at.getFileName()));
      Stat stat = isChecked(at) ? ensureOwner(where, at, user) : null;
      if (Files.isSymbolicLink(at)) {
        at = at.resolveSibling(Files.readSymbolicLink(at));
      } else if (Files.isRegularFile(at)) {
        if (stat != null) {
          ensureUnread(where, at, stat, user);
        }
        return at;
      } else {
        throw new IllegalArgumentException(where + " is not a file; correct the path");
      }
    }
  }

  /**
   * Checks a folder, which is that of files that are secret.
   *
   * @param where names it in messages
   * @throws IllegalArgumentException if others could put files in it
   * @throws IOException if there is none, or it can't be reached
   */
  public static void ensureFolder(String where, Path folder) throws IOException {
    Path unused = ensureFolder(where, folder, ProcessUser.current());
  }

  /** Gives its real path. */
  private static Path ensureFolder(String where, Path folder, ProcessUser user) throws IOException {
    Path real = folder.toRealPath();
    if (!isChecked(real)) {
      return real;
    }
    int mode = ensureOwner(where, real, user).mode();
    // In a sticky one, such as /tmp, nobody can replace what belongs to others.
    if ((mode & STICKY) == 0 && (mode & WRITE_OF_OTHERS) != 0) {
      throw refused(where, real, "may be written by others (%o)".formatted(mode), "chmod go-w");
    }
    return real;
  }

  private static void ensureUnread(String where, Path path, Stat stat, ProcessUser user) {
    // Root's, of a group that anyone but root needs to be in to read it.
    boolean ofGroup = stat.isOfGroup() && !user.isRoot();
    if ((stat.mode() & GROUP_OR_OTHERS & ~(ofGroup ? GROUP_READ : 0)) != 0) {
      throw refused(
          where,
          path,
          "may be read or written by others (%o)".formatted(stat.mode()),
          "chmod 600, or 'defaultMode: 0400' where Kubernetes mounts it");
    }
  }

  /**
   * The user as whom this process acts; no method of Java's tells. Immutable.
   *
   * @param uid where the system tells it, as Linux does; in a container it may have no name
   * @param name otherwise; null: not known, so that root alone is trusted
   */
  record ProcessUser(OptionalInt uid, @Nullable String name) {
    static final int ROOT = 0;

    static ProcessUser current() {
      try {
        Path process = Path.of("/proc/self"); // belongs to the effective user
        return new ProcessUser(OptionalInt.of(Stat.of(process.toRealPath()).owner()), null);
      } catch (IOException | UnsupportedOperationException | SecurityException e) {
        // Not on Linux, or /proc is hidden.
      }
      return new ProcessUser(
          OptionalInt.empty(), ProcessHandle.current().info().user().orElse(null));
    }

    /**
     * Whether what belongs to {@code owner} may be trusted: this user's, and root's.
     *
     * @param file which does
     */
    boolean isTrusted(int owner, Path file) throws IOException {
      return owner == ROOT
          || (uid.isPresent()
              ? uid.getAsInt() == owner
              : Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(name));
    }

    private boolean isRoot() {
      return uid.isPresent() ? uid.getAsInt() == ROOT : "root".equals(name);
    }
  }

  private static boolean isChecked(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private record Stat(int mode, int owner, int group) {
    static Stat of(Path path) throws IOException {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      return new Stat(
          number(found, "mode") & PERMISSIONS, number(found, "uid"), number(found, "gid"));
    }

    boolean isOfGroup() {
      return owner == ProcessUser.ROOT && group != ProcessUser.ROOT;
    }

    private static int number(Map<String, Object> found, String name) {
      return (Integer) requireNonNull(found.get(name));
    }
  }

  private static Stat ensureOwner(String where, Path path, ProcessUser user) throws IOException {
    Stat stat = Stat.of(path);
    if (!user.isTrusted(stat.owner(), path)) {
      throw refused(
          where,
          path,
          "belongs to another user (%d) than that of this JVM or root".formatted(stat.owner()),
          "chown");
    }
    return stat;
  }

  private static IllegalArgumentException refused(
      String where, Path path, String problem, String command) {
    return new IllegalArgumentException(
        "%s is not safe from other users: '%s' %s; change that, with: %s, or use another place"
            .formatted(where, path, problem, command));
  }

  /**
   * Opens what was checked, though a link to it be changed meanwhile.
   *
   * @param where names the file in messages
   * @throws IllegalArgumentException as {@link #ensure} says
   */
  public static InputStream open(String where, Path file) throws IOException {
    Path real = ensure(where, file);
    return isChecked(real)
        ? Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)
        : Files.newInputStream(real);
  }

  /**
   * The content, the caller's to wipe.
   *
   * @param where names the file in messages
   * @throws IllegalArgumentException if it can't be read, is longer than {@code maxLength}, or as
   *     {@link #ensure} says
   */
  public static byte[] read(String where, Path file, int maxLength) {
    byte[] content;
    try (InputStream in = open(where, file)) {
      content = in.readNBytes(maxLength + 1);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(where + " does not exist; make it, or correct the path");
    } catch (IOException | SecurityException e) {
      throw new IllegalArgumentException(
          "%s cannot be read (%s); make it readable for the user that runs this JVM"
              .formatted(where, e.getClass().getSimpleName()));
    }
    if (content.length > maxLength) {
      Arrays.fill(content, (byte) 0);
      throw new IllegalArgumentException(
          "%s is longer than %d bytes; correct the path".formatted(where, maxLength));
    }
    return content;
  }

  /**
   * Replaces the file, or makes it for its owner only, in one step: who reads sees the old content
   * or the new one, whole. A link stays, and the file that it leads to is replaced. A file's owner
   * stays, and the group of root's: those who may read it. The old content on the disk is not
   * overwritten.
   *
   * @throws IOException if that fails: the file has its old content, or the new one where only the
   *     folder could not be written to the disk, so that the old one may be back after a crash
   * @throws IllegalArgumentException if others could put another file in its place
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path target = FileAside.target(file);
    Path folder = requireNonNull(target.getParent());
    ensureFolder("File '" + target + "'", folder);
    // In the same folder, as a move between file systems is not atomic.
    Path aside = FileAside.make(target, ownersOnly(folder, OWNERS_FILE));
    try {
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        ByteBuffer remaining = ByteBuffer.wrap(content);
        while (remaining.hasRemaining()) {
          channel.write(remaining);
        }
        channel.force(true); // for a crash of the machine, which no test of ours can bring about
      }
      keepOwner(target, aside);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** To make a file or folder with, for its owner only whatever the umask. */
  public static FileAttribute<?>[] ownersOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void keepOwner(Path target, Path aside) throws IOException {
    if (Files.exists(target)) {
      UserPrincipal owner = Files.getOwner(target);
      if (!owner.equals(Files.getOwner(aside))) {
        Files.setOwner(aside, owner);
      }
      if (isChecked(target) && Stat.of(target).isOfGroup()) {
        Stat old = Stat.of(target);
        Files.setAttribute(aside, "unix:gid", old.group());
        Files.setAttribute(aside, "unix:mode", old.mode() & (OWNER | GROUP_READ));
      }
    }
  }

  /** Has the disk know which files the folder has, where the system can: not on Windows. */
  public static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
