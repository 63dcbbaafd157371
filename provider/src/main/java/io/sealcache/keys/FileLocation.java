package io.sealcache.keys;

import java.net.URI;
import java.nio.file.Path;

/** Where a file of keys lies, as a setting gives it: a path, or a {@code file:} URL. */
public final class FileLocation {
  private FileLocation() {}

  /**
   * A URL as people write it: spaces may stand in it as they are.
   *
   * @throws IllegalArgumentException with {@code text} in its message, if it is none
   */
  public static URI url(String text) {
    return URI.create(text.replace(" ", "%20"));
  }

  /**
   * The absolute path.
   *
   * @param what the file is, for messages, which never show the text: it may be a key put there by
   *     mistake
   */
  static Path path(String setting, String text, String what) {
    try {
      if (!MasterKeyText.isWrittenLikeAKey(text)) {
        Path path = text.startsWith("file:") ? Path.of(url(text)) : Path.of(text);
        return path.toAbsolutePath();
      }
    } catch (IllegalArgumentException e) {
      // Its message holds the text.
    }
    throw new IllegalArgumentException(
        "Setting '%s' must be the path or the file: URL of %s".formatted(setting, what));
  }
}
