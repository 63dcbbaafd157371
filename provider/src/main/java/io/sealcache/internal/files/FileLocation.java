package io.sealcache.internal.files;

import io.sealcache.internal.text.MasterKeyText;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a file of keys lies, as a setting gives it: a path, or a {@code file:} URL. */
public final class FileLocation {
  private static final String FILE = "file:";
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:"); // which a drive's one letter is not

  private FileLocation() {}

  /** That of a {@code file:} URL, in which spaces may stand as they are. */
  public static Path ofUrl(String url) {
    return Path.of(URI.create(url.replace(" ", "%20")));
  }

  /**
   * The absolute path.
   *
   * @param what the file is, for messages, which never show the text: it may be a key put there by
   *     mistake, or a URL with a password
   * @throws IllegalArgumentException if it is neither; a relative path that begins like another URL
   *     is none
   */
  public static Path path(String setting, String text, String what) {
    boolean isOtherUrl = SCHEME.matcher(text).lookingAt() && !text.startsWith(FILE);
    try {
      if (!isOtherUrl && !MasterKeyText.mayHoldAKey(text)) {
        Path path = text.startsWith(FILE) ? ofUrl(text) : Path.of(text);
        return path.toAbsolutePath();
      }
    } catch (IllegalArgumentException e) {
      // Its message holds the text.
    }
    throw new IllegalArgumentException(
        "Setting '%s' must be the path or the file: URL of %s%s"
            .formatted(
                setting,
                what,
                isOtherUrl ? "; write './' before a path that begins like another URL" : ""));
  }
}
