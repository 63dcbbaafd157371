package io.sealcache.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user as whom this process acts; no method of Java's tells. Immutable.
 *
 * @param uid where the system tells it, as Linux does; in a container it may have no name
 * @param name otherwise; null: not known, so that root alone is trusted
 */
record ProcessUser(OptionalInt uid, @Nullable String name) {
  private static final int ROOT = 0;
  private static final Path STATUS = Path.of("/proc/self/status");

  /** The second number is the effective one. */
  private static final Pattern UIDS = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)\\s");

  static ProcessUser current() {
    try {
      Matcher uids = UIDS.matcher(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
      if (uids.find()) {
        return new ProcessUser(OptionalInt.of(Integer.parseUnsignedInt(uids.group(1))), null);
      }
    } catch (IOException | SecurityException | NumberFormatException e) {
      // Not on Linux, or /proc is hidden.
    }
    return new ProcessUser(OptionalInt.empty(), ProcessHandle.current().info().user().orElse(null));
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
}
