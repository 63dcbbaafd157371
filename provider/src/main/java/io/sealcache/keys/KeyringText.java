package io.sealcache.keys;

import io.sealcache.internal.text.MasterKeyText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a keyring: properties without escapes and continued lines, so that {@link
 * java.util.Properties} reads the same. Messages say in which line or property, and never show what
 * may be part of a secret.
 */
final class KeyringText {
  private static final String VERSION = "3";

  /** In place of each secret, where all of them are wrapped together. */
  private static final String WRAPPED = "wrapped";

  private static final String ALLOWED =
      "version, current, index, index-and-data and key.<id> are allowed, and for wrapped keys"
          + " wrapping-key, wrapped-by and secrets, where an id has 1 to 32 letters, digits, '-' and"
          + " '_'";
  private static final Pattern NAME =
      Pattern.compile(
          "version|current|index|index-and-data|wrapping-key|wrapped-by|secrets"
              + "|key\\.([A-Za-z0-9_-]{1,32})");
  private static final Pattern KEY =
      Pattern.compile("(\\S+)(?:\\s+created=(\\S+))?(?:\\s+until=(\\S+))?");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final String where;
  private final boolean wrapped;
  private final Map<String, String> properties = new LinkedHashMap<>();

  private KeyringText(String where, boolean wrapped) {
    this.where = where;
    this.wrapped = wrapped;
  }

  /**
   * A text whose secrets are in clear, or wrapped.
   *
   * @param where names the file in messages
   * @throws IllegalArgumentException if it is anything but a whole keyring
   */
  static KeyringText read(String where, byte[] content, boolean wrapped) {
    var text = new KeyringText(where, wrapped);
    // Not UTF-8: what is not ASCII stands in comments only, and malformed bytes there do no harm.
    String[] lines = LINE_END.split(new String(content, StandardCharsets.ISO_8859_1), -1);
    for (int i = 0; i < lines.length; i++) {
      text.read(i + 1, lines[i].strip());
    }
    if (!text.required("version").equals(VERSION)) {
      throw text.refused(
          "its version is not " + VERSION + ", the only one that this release reads");
    }
    return text;
  }

  private void read(int number, String line) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
      return;
    }
    int separator = line.indexOf('=');
    if (separator < 0 || line.indexOf('\\') >= 0) {
      throw refused(
          "line " + number + ": not of the form name=value, in one line and without backslashes");
    }
    String name = line.substring(0, separator).strip();
    if (!NAME.matcher(name).matches()) {
      throw refused("line " + number + ": unknown property; " + ALLOWED);
    }
    if (properties.put(name, line.substring(separator + 1).strip()) != null) {
      throw refused("line " + number + ": " + name + " is there already; give it once");
    }
  }

  /** The version comes last: a file cut short has none, and is refused. */
  static String ofClear(KeyringFile keyring) {
    return "# SealCache keyring: secret. Replace it whole, by a rename.\n"
        + lines(keyring, key -> HexFormat.of().formatHex(key.secret()));
  }

  /**
   * All of it except the secrets, which are bound to this.
   *
   * @param by null: the key that wraps has no name
   */
  static String ofWrapped(KeyringFile keyring, @Nullable String by, byte[] wrappingKey) {
    return (by == null ? "" : "wrapped-by=" + by + "\n")
        + ("wrapping-key=" + base64(wrappingKey) + "\n")
        + lines(keyring, key -> WRAPPED);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String lines(KeyringFile keyring, Function<KeyringFile.Key, String> secret) {
    var text = new StringBuilder();
    for (String id : keyring.ids()) {
      KeyringFile.Key key = keyring.key(id);
      text.append("key.").append(id).append('=').append(secret.apply(key));
      text.append(key.created() == null ? "" : " created=" + key.created());
      text.append(key.until() == null ? "" : " until=" + key.until()).append('\n');
    }
    String index = keyring.opensValues(keyring.index()) ? "index-and-data=" : "index=";
    text.append(index).append(keyring.index()).append('\n');
    text.append("current=").append(keyring.current()).append('\n');
    return text.append("version=").append(VERSION).append('\n').toString();
  }

  /**
   * Its keys, without secrets where these are wrapped.
   *
   * @throws IllegalArgumentException if they make no keyring
   */
  KeyringFile keys() {
    boolean isIndexData = properties.containsKey("index-and-data");
    if (isIndexData && properties.containsKey("index")) {
      throw refused("index and index-and-data are both there; there is one index key");
    }
    String index = required(isIndexData ? "index-and-data" : "index");
    String current = required("current");
    var keys = new LinkedHashMap<String, KeyringFile.Key>();
    try {
      for (Map.Entry<String, String> property : properties.entrySet()) {
        Matcher name = NAME.matcher(property.getKey());
        if (name.matches() && name.group(1) != null) {
          keys.put(name.group(1), key(property.getKey(), property.getValue()));
        }
      }
      if (!keys.containsKey(current) || !keys.containsKey(index)) {
        throw refused(
            "current or index names a key that is not there; the keys are " + keys.keySet());
      }
      if (current.equals(index) && !isIndexData) {
        throw refused("current names the index key, which opens names only; name a data key");
      }
      return new KeyringFile(keys, current, index, isIndexData);
    } catch (RuntimeException e) {
      keys.values().forEach(KeyringFile.Key::wipe);
      throw e;
    }
  }

  private KeyringFile.Key key(String name, String value) {
    Matcher parts = KEY.matcher(value);
    if (!parts.matches()) {
      throw refused(
          name + " is not of the form SECRET created=TIME until=TIME, where times may be missing");
    }
    if (wrapped != parts.group(1).equals(WRAPPED)) {
      throw refused(
          wrapped
              ? name + " lies in clear, but 'sealcache.kms' is set; wrap it, or take that out"
              : name + " is wrapped already; to read it, name its key by 'sealcache.kms'");
    }
    Instant created = time(name, parts.group(2));
    Instant until = time(name, parts.group(3));
    return new KeyringFile.Key(
        wrapped ? new byte[0] : secret(name, parts.group(1)), created, until);
  }

  private byte[] secret(String name, String text) {
    try {
      return MasterKeyText.decode(text);
    } catch (IllegalArgumentException e) {
      throw refused(name + " is no master key. " + e.getMessage());
    }
  }

  private @Nullable Instant time(String name, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(name + " has no time of the form 2026-01-31T12:00:00Z");
    }
  }

  /** The name of the key that wrapped the wrapping key, if it has one. */
  @Nullable String wrappedBy() {
    String by = properties.get("wrapped-by");
    if (by != null && !WrappedKeyring.isName(by)) {
      throw refused("wrapped-by is malformed");
    }
    return by;
  }

  /** Of Base64, so many bytes at most. */
  byte[] decoded(String name, int longest) {
    try {
      byte[] bytes = Base64.getDecoder().decode(required(name));
      if (bytes.length <= longest) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // its message shows a part of the text
    }
    throw refused(
        "%s is missing or not Base64 of at most %d bytes; if it was there, the file was cut short"
            .formatted(name, longest));
  }

  private String required(String name) {
    String value = properties.get(name);
    if (value == null || value.isEmpty()) {
      throw refused(name + " is missing; if it was there, the file was cut short");
    }
    return value;
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(where + ", " + problem);
  }
}
