package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.text.MasterKeyText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a keyring file: properties without escapes and continued lines, so that {@link
 * java.util.Properties} reads the same. Messages say in which line or property, and never show what
 * may be part of a secret.
 */
final class KeyringText {
  private static final String VERSION = "2";
  private static final String ALLOWED =
      "version, current, key.<id>.role, key.<id>.secret or .wrapped, key.<id>.created and .until are"
          + " allowed, and for wrapped keys wrapping-key, wrapped-by and mac, where an id has 1 to 32"
          + " letters, digits, '-' and '_'";
  private static final Pattern NAME =
      Pattern.compile(
          "version|current|wrapping-key|wrapped-by|mac"
              + "|key\\.([A-Za-z0-9_-]{1,32})\\.(role|secret|wrapped|created|until)");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final int MAX_WRAPPED = 1_024;

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
   * @throws IllegalArgumentException if it is anything but a whole keyring file
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

  /** The version comes last: a file cut short has none, and is refused. */
  static String ofClear(KeyringFile keyring) {
    return "# SealCache keyring: secret. Replace it whole, by a rename.\n"
        + keys(keyring, "secret", HexFormat.of()::formatHex);
  }

  /**
   * All of it but the MAC, which is computed of this.
   *
   * @param by null: the key that wraps has no name
   */
  static String ofWrapped(KeyringFile wrapped, @Nullable String by, byte[] wrappingKey) {
    return (by == null ? "" : "wrapped-by=" + by + "\n")
        + "wrapping-key="
        + base64(wrappingKey)
        + "\n"
        + keys(wrapped, "wrapped", KeyringText::base64);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String keys(
      KeyringFile keyring, String property, Function<byte[], String> format) {
    var text = new StringBuilder();
    for (String id : keyring.ids()) {
      FileKey key = keyring.key(id);
      String name = "key." + id + ".";
      text.append(name).append("role=").append(key.role().text()).append('\n');
      text.append(name).append(property).append('=').append(format.apply(key.secret()));
      text.append('\n');
      append(text, name + "created=", key.created());
      append(text, name + "until=", key.until());
    }
    text.append("current=").append(keyring.current()).append('\n');
    return text.append("version=").append(VERSION).append('\n').toString();
  }

  private static void append(StringBuilder text, String name, @Nullable Instant time) {
    if (time != null) {
      text.append(name).append(time).append('\n');
    }
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

  /**
   * The name of the key that wrapped the wrapping key; null: it has none.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  @Nullable String wrappedBy() {
    String by = properties.get("wrapped-by");
    if (by != null && !WrappedKeyring.isName(by)) {
      throw refused("wrapped-by is malformed");
    }
    return by;
  }

  /**
   * Its keys, whose secrets are as they stand there.
   *
   * @throws IllegalArgumentException if they make no keyring
   */
  KeyringFile keys() {
    String current = required("current");
    var keys = new LinkedHashMap<String, FileKey>();
    try {
      for (String name : properties.keySet()) {
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches() && matcher.group(1) != null) {
          keys.computeIfAbsent(matcher.group(1), this::key);
        }
      }
      ensureWhole(keys, current);
      return new KeyringFile(keys, current);
    } catch (RuntimeException e) {
      keys.values().forEach(FileKey::wipe);
      throw e;
    }
  }

  private void ensureWhole(Map<String, FileKey> keys, String current) {
    FileKey currentKey = keys.get(current);
    if (currentKey == null) {
      throw refused("current names a key that the file has not; the keys are " + keys.keySet());
    }
    if (!currentKey.role().opensValues()) {
      throw refused("current names the index key, which opens names only; name a data key");
    }
    List<String> index =
        keys.keySet().stream()
            .filter(id -> requireNonNull(keys.get(id)).role().makesStoredKeys())
            .toList();
    if (index.size() != 1) {
      throw refused(
          "one key must have the role index or index-and-data; those that have are " + index);
    }
  }

  private FileKey key(String id) {
    String name = "key." + id + ".";
    if (properties.containsKey(name + (wrapped ? "secret" : "wrapped"))) {
      throw refused(
          wrapped
              ? name + "secret lies in clear, but 'sealcache.kms' is set; wrap it, or take that out"
              : name + "wrapped is wrapped; name the key that wraps it by 'sealcache.kms'");
    }
    required(name + (wrapped ? "wrapped" : "secret"));
    Instant created = time(name + "created");
    Instant until = time(name + "until");
    KeyRole role = KeyRole.of(required(name + "role"));
    if (role == null) {
      throw refused(name + "role is none of " + KeyRole.allowed());
    }
    byte[] secret = wrapped ? decoded(name + "wrapped") : secret(name + "secret");
    return new FileKey(secret, role, created, until);
  }

  private byte[] secret(String name) {
    String text = required(name);
    try {
      return MasterKeyText.decode(text);
    } catch (IllegalArgumentException e) {
      throw refused(name + " is no master key. " + e.getMessage());
    }
  }

  /** Of Base64. */
  byte[] decoded(String name) {
    String text = required(name);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length <= MAX_WRAPPED) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Its message shows a part of the text.
    }
    throw refused(name + " is not Base64 of at most " + MAX_WRAPPED + " bytes");
  }

  private String required(String name) {
    String value = properties.get(name);
    if (value == null || value.isEmpty()) {
      throw refused(name + " is missing; if it was there, the file was cut short");
    }
    return value;
  }

  private @Nullable Instant time(String name) {
    String text = properties.get(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(name + " is no time of the form 2026-01-31T12:00:00Z");
    }
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(where + ", " + problem);
  }
}
