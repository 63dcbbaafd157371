package io.sealcache.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user as whom this process acts; no method of Java's tells. Immutable.
 *
 * @param uid where the system tells it, as Linux does; in a container it may have no name
 * @param groups that the process is in, where the system tells them
 * @param name otherwise; null: not known, so that root alone is trusted
 */
record ProcessUser(OptionalInt uid, Set<Integer> groups, @Nullable String name) {
  static final int ROOT = 0;

  private static final Path STATUS = Path.of("/proc/self/status");

  static ProcessUser current() {
    OptionalInt uid = OptionalInt.empty();
    Set<Integer> groups = new HashSet<>();
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
        List<String> parts = List.of(line.split("\\s+"));
        if (parts.get(0).equals("Uid:")) {
          uid = OptionalInt.of(Integer.parseUnsignedInt(parts.get(2))); // the effective one
        } else if (parts.get(0).equals("Groups:")) {
          parts.stream().skip(1).map(Integer::parseUnsignedInt).forEach(groups::add);
        }
      }
    } catch (IOException | SecurityException | NumberFormatException e) {
      // Not on Linux, or /proc is hidden.
    }
    String name = uid.isPresent() ? null : ProcessHandle.current().info().user().orElse(null);
    return new ProcessUser(uid, Set.copyOf(groups), name);
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
            : name != null
                && name.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName()));
  }

  /** Whether the process is in a group by which it was given files. */
  boolean isIn(int group) {
    return group != ROOT && groups.contains(group);
  }
}
