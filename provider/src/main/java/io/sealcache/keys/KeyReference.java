package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A key in a setting: written in place, or as {@code file:} and an absolute path. */
final class KeyReference {
  private static final String FILE = "file:";

  /** How a path begins; a key in Base64 may begin so too. */
  private static final Pattern PATH = Pattern.compile("~?/|\\.{1,2}[/\\\\]|[A-Za-z]:[/\\\\]");

  /** More than any spelling of a key, so that a wrong path can't fill the heap. */
  private static final int MAX_FILE_LENGTH = 1024;

  private KeyReference() {}

  /** The key; every failure names the setting, and the file if there is one, but no content. */
  static MasterKey read(String setting, String reference) {
    return reference.startsWith(FILE)
        ? readFile(setting, path(setting, reference.substring(FILE.length())))
        : parseInPlace("Setting '" + setting + "'", reference);
  }

  private static MasterKey parseInPlace(String where, String text) {
    try {
      return parse(where, text);
    } catch (IllegalArgumentException e) {
      if (!PATH.matcher(text).lookingAt()) {
        throw e;
      }
      throw new IllegalArgumentException(
          e.getMessage() + ". If it is a path, write 'file:' before it: 'file:/path/of/the/key'",
          e);
    }
  }

  /**
   * Only an absolute path is ever shown: what follows {@code file:} may be a key put there by
   * mistake.
   */
  private static Path path(String setting, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Its message holds the text; what is thrown below says all that may be said.
    }
    throw new IllegalArgumentException(
        "Setting '" + setting + "': 'file:' must be followed by the absolute path of a file");
  }

  private static MasterKey readFile(String setting, Path path) {
    // A key in Base64 may begin with a slash: what could be one is not shown, nor what quotes it.
    boolean shown = !MasterKeyText.isWrittenLikeAKey(path.toString());
    String where = "Setting '" + setting + "', " + (shown ? "file '" + path + "'" : "its file");
    byte[] content;
    try (InputStream in = open(where, path, shown)) {
      content = in.readNBytes(MAX_FILE_LENGTH + 1);
    } catch (IOException | SecurityException e) {
      throw new IllegalArgumentException(
          where + " cannot be read: give the file of one key", shown ? e : null);
    }
    try {
      if (content.length > MAX_FILE_LENGTH) {
        throw new IllegalArgumentException(where + " is too long to hold just one key");
      }
      return parse(where, withoutNewline(new String(content, StandardCharsets.ISO_8859_1)));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static InputStream open(String where, Path path, boolean shown) throws IOException {
    try {
      return SecretFile.open(where, path);
    } catch (IllegalArgumentException e) {
      throw shown ? e : new IllegalArgumentException(where + " is not safe from other users");
    }
  }

  private static MasterKey parse(String where, String text) {
    try {
      return MasterKeyText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static String withoutNewline(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
