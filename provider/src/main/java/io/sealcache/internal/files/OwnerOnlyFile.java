package io.sealcache.internal.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Set;

/**
 * A file of secrets, which nobody but its owner may read or write, and which is the process's
 * user's or root's.
 */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private OwnerOnlyFile() {}

  /**
   * The content, the caller's to wipe. Links are followed. Where the file system has POSIX
   * permissions they are checked; elsewhere access lists are the administrator's.
   *
   * @param where names the file in messages
   * @throws IllegalArgumentException if it is no file, can't be read, is longer than {@code
   *     maxLength}, open to others than its owner or no {@link TrustedPath}
   */
  public static byte[] read(String where, Path file, int maxLength) {
    byte[] content;
    try {
      ensureOwnerOnly(where, file);
      TrustedPath.ensure(where, file);
      try (InputStream in = Files.newInputStream(file)) {
        content = in.readNBytes(maxLength + 1);
      }
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

  private static void ensureOwnerOnly(String where, Path file) throws IOException {
    // Before it is opened: opening a pipe may wait for ever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(where + " is not a file; correct the path");
    }
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes attributes = view.readAttributes();
    Set<PosixFilePermission> permissions = attributes.permissions();
    if (OF_OTHERS.stream().anyMatch(permissions::contains)) {
      throw new IllegalArgumentException(
          "%s has the permissions %s; allow its owner only, with: chmod 600"
              .formatted(where, PosixFilePermissions.toString(permissions)));
    }
  }

  /**
   * Replaces the file, or makes it, in one step: who reads sees the old content or the new one,
   * whole. A link stays, and the file that it leads to is replaced. A file's owner stays: the one
   * who may read it.
   *
   * @throws IOException if that fails, and then nothing has changed
   * @throws IllegalArgumentException if others could put another file in its place
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path target = target(file);
    // On POSIX made for its owner only.
    write(target, Files.createTempFile(target.getParent(), ".keyring", ".new"), content);
  }

  /**
   * As {@link #replace(Path, byte[])}.
   *
   * @param aside the name of the file that is moved in its place, of which there is none; one that
   *     is left, as the process ended before, is known by it
   */
  public static void replace(Path file, String aside, byte[] content) throws IOException {
    Path target = target(file);
    FileAttribute<?>[] ownersOnly =
        target.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    write(target, Files.createFile(target.resolveSibling(aside), ownersOnly), content);
  }

  private static Path target(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    TrustedPath.ensure("File '" + target + "'", requireNonNull(target.getParent()));
    return target;
  }

  /**
   * @param aside in the same directory, as a move between file systems is not atomic
   */
  private static void write(Path target, Path aside, byte[] content) throws IOException {
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
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void keepOwner(Path target, Path aside) throws IOException {
    if (Files.exists(target)) {
      UserPrincipal owner = Files.getOwner(target);
      if (!owner.equals(Files.getOwner(aside))) {
        Files.setOwner(aside, owner);
      }
    }
  }
}
