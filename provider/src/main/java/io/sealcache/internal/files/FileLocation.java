package io.sealcache.internal.files;

import io.sealcache.internal.text.MasterKeyText;
import io.sealcache.internal.text.WrittenUrl;
import java.nio.file.Path;

/** Where a file of keys lies, as a setting gives it: a path, or a {@code file:} URL. */
public final class FileLocation {
  private FileLocation() {}

  /**
   * The absolute path.
   *
   * @param what the file is, for messages, which never show the text: it may be a key put there by
   *     mistake
   */
  public static Path path(String setting, String text, String what) {
    try {
      if (!MasterKeyText.isWrittenLikeAKey(text)) {
        Path path = text.startsWith("file:") ? Path.of(WrittenUrl.parse(text)) : Path.of(text);
        return path.toAbsolutePath();
      }
    } catch (IllegalArgumentException e) {
      // Its message holds the text.
    }
    throw new IllegalArgumentException(
        "Setting '%s' must be the path or the file: URL of %s".formatted(setting, what));
  }
}
