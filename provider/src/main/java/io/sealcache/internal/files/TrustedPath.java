package io.sealcache.internal.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Whether a file is what this process's user or root put there: whoever else owns it, or may write
 * it or a directory on the way to it, could put another one in its place. The way is gone step by
 * step as the operating system does, through each link. As OpenSSH's StrictModes, but a directory
 * that all may write is allowed where it is sticky, such as {@code /tmp}: in there nobody can
 * replace what belongs to others. Checked where the file system has POSIX permissions.
 */
public final class TrustedPath {
  private static final int MAX_LINKS = 40; // as Linux has it
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final int WRITE_OF_OTHERS = 0022;

  private final String where;
  private final Path file;
  private final ProcessUser user;

  private TrustedPath(String where, Path file, ProcessUser user) {
    this.where = where;
    this.file = file.toAbsolutePath();
    this.user = user;
  }

  /**
   * Checks a file, or a directory.
   *
   * @param where names it in messages
   * @throws IllegalArgumentException if others could have put it there; the message says which
   *     directory lets them, and what to do
   * @throws IOException if there is none, or it can't be reached
   */
  public static void ensure(String where, Path file) throws IOException {
    ensure(where, file, ProcessUser.current());
  }

  static void ensure(String where, Path file, ProcessUser user) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      new TrustedPath(where, file, user).go();
    }
  }

  private void go() throws IOException {
    Path at = root();
    Deque<Path> ahead = new ArrayDeque<>();
    file.forEach(ahead::addLast);
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst().toString();
      if (name.equals("..")) {
        at = at.getParent() == null ? at : at.getParent();
      } else if (!name.equals(".") && !name.isEmpty()) {
        Path next = at.resolve(name);
        if (check(next) != LINK) {
          at = next;
        } else if (++links > MAX_LINKS) {
          throw new FileSystemLoopException(file.toString());
        } else {
          Path target = Files.readSymbolicLink(next);
          at = target.isAbsolute() ? root() : at;
          for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(target.getName(i));
          }
        }
      }
    }
  }

  private Path root() throws IOException {
    Path root = file.getRoot();
    check(root);
    return root;
  }

  /** Checks one step, and gives its type. */
  private int check(Path step) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(step, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) requireNonNull(found.get("mode"));
    int owner = (Integer) requireNonNull(found.get("uid"));
    int type = mode & TYPE;
    if (!user.isTrusted(owner, step)) {
      throw refused(
          step,
          "belongs to another user (%d) than that of this JVM or root".formatted(owner),
          "chown");
    }
    // A link has no permissions of its own.
    boolean sticky = type == DIRECTORY && (mode & STICKY) != 0;
    if (type != LINK && !sticky && (mode & WRITE_OF_OTHERS) != 0) {
      throw refused(step, "may be written by others (%o)".formatted(mode & ~TYPE), "chmod go-w");
    }
    return type;
  }

  private IllegalArgumentException refused(Path step, String problem, String command) {
    return new IllegalArgumentException(
        "%s is not safe from other users: '%s' %s; change that, with: %s, or use another place"
            .formatted(where, step, problem, command));
  }
}
