package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** A key in a setting: written in place, or as {@code file:} and an absolute path. */
final class KeyReference {
  private static final String FILE = "file:";

  /** More than any spelling of a key, so that a wrong path can't fill the heap. */
  private static final int MAX_FILE_LENGTH = 1024;

  private KeyReference() {}

  /** The key; every failure names the setting, and the file if there is one, but no content. */
  static MasterKey read(String setting, String reference) {
    return reference.startsWith(FILE)
        ? readFile(setting, path(setting, reference.substring(FILE.length())))
        : parse(
            "Setting '" + setting + "'",
            reference,
            ". If it is a path, write 'file:' before it: 'file:/path/of/the/key'");
  }

  /**
   * The path as it stands, which is no URL. No message shows what may be a key put there by
   * mistake.
   */
  private static Path path(String setting, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && !MasterKeyText.mayHoldAKey(text)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Its message holds the text.
    }
    throw new IllegalArgumentException(
        "Setting '%s' must be 'file:' and the absolute path of the file of one key, which must not be written like a key itself"
            .formatted(setting));
  }

  private static MasterKey readFile(String setting, Path file) {
    String where = "Setting '%s', file '%s'".formatted(setting, file);
    byte[] content = SecretFile.read(where, file, MAX_FILE_LENGTH);
    try {
      return parse(where, withoutNewline(new String(content, StandardCharsets.ISO_8859_1)), "");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static MasterKey parse(String where, String text, String hint) {
    try {
      return MasterKeyText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage() + hint, e);
    }
  }

  private static String withoutNewline(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
