package io.sealcache.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** The second number is the effective one. */
  private static final Pattern UIDS = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)\\s");

  private static final Pattern GROUPS = Pattern.compile("(?m)^Groups:[ \\t]*([\\d ]*)$");

  static ProcessUser current() {
    try {
      String status = Files.readString(STATUS, StandardCharsets.ISO_8859_1);
      Matcher uids = UIDS.matcher(status);
      if (uids.find()) {
        int uid = Integer.parseUnsignedInt(uids.group(1));
        return new ProcessUser(OptionalInt.of(uid), groups(status), null);
      }
    } catch (IOException | SecurityException | NumberFormatException e) {
      // Not on Linux, or /proc is hidden.
    }
    String name = ProcessHandle.current().info().user().orElse(null);
    return new ProcessUser(OptionalInt.empty(), Set.of(), name);
  }

  private static Set<Integer> groups(String status) {
    Matcher groups = GROUPS.matcher(status);
    return groups.find()
        ? Stream.of(groups.group(1).split(" "))
            .filter(group -> !group.isEmpty())
            .map(Integer::parseUnsignedInt)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
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
