package io.sealcache.keys;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "version, current, key.<id>.role, key.<id>.secret or .wrapped, and key.<id>.created are"
          + " allowed, where an id has 1 to 32 letters, digits, '-' and '_'";
  private static final List<String> FORMS = List.of("secret", "wrapped");
  private static final Pattern NAME =
      Pattern.compile(
          "version|current|key\\.([A-Za-z0-9_-]{1,32})\\.(role|secret|wrapped|created)");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final String where;
  private final SecretForm form;
  private final Map<String, String> properties = new LinkedHashMap<>();

  private KeyringText(String where, SecretForm form) {
    this.where = where;
    this.form = form;
  }

  /**
   * @param where names the file in messages
   * @throws IllegalArgumentException if it is anything but a whole keyring file
   */
  static KeyringFile parse(String where, byte[] content, SecretForm form) {
    KeyringText text = read(where, content, form);
    text.ensureVersion();
    return text.assemble();
  }

  private static KeyringText read(String where, byte[] content, SecretForm form) {
    var text = new KeyringText(where, form);
    // Not UTF-8: what is not ASCII stands in comments only, and malformed bytes there do no harm.
    String[] lines = LINE_END.split(new String(content, StandardCharsets.ISO_8859_1), -1);
    for (int i = 0; i < lines.length; i++) {
      text.read(i + 1, lines[i].strip());
    }
    return text;
  }

  /** The version comes last: a file cut short has none, and is refused. */
  static byte[] format(KeyringFile keyring, SecretForm form) {
    var text = new StringBuilder("# SealCache keyring: secret. Replace it whole, by a rename.\n");
    for (String id : keyring.ids()) {
      FileKey key = keyring.key(id);
      text.append("key.").append(id).append(".role=").append(key.role().text()).append('\n');
      text.append("key.").append(id).append('.').append(form.property()).append('=');
      text.append(form.format(key.secret())).append('\n');
      if (key.created() != null) {
        text.append("key.").append(id).append(".created=").append(key.created()).append('\n');
      }
    }
    text.append("current=").append(keyring.current()).append('\n');
    text.append("version=").append(VERSION).append('\n');
    return text.toString().getBytes(StandardCharsets.US_ASCII);
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

  private void ensureVersion() {
    String version = required("version");
    if (!version.equals(VERSION)) {
      throw refused("its version is not " + VERSION + ", the only one that this release reads");
    }
  }

  private KeyringFile assemble() {
    String current = required("current");
    var keys = new LinkedHashMap<String, FileKey>();
    try {
      for (String name : properties.keySet()) {
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches() && matcher.group(1) != null) {
          String id = matcher.group(1);
          keys.computeIfAbsent(id, this::key);
        }
      }
      return keyring(keys, current);
    } catch (RuntimeException e) {
      keys.values().forEach(FileKey::wipe);
      throw e;
    }
  }

  private KeyringFile keyring(Map<String, FileKey> keys, String current) {
    FileKey currentKey = keys.get(current);
    if (currentKey == null) {
      throw refused("current names a key that the file has not; the keys are " + keys.keySet());
    }
    if (!currentKey.role().opensValues()) {
      throw refused("current names the index key, which opens names only; name a data key");
    }
    List<String> index =
        keys.entrySet().stream()
            .filter(key -> key.getValue().role().makesStoredKeys())
            .map(Map.Entry::getKey)
            .toList();
    if (index.size() != 1) {
      throw refused(
          "one key must have the role index or index-and-data; those that have are " + index);
    }
    return new KeyringFile(keys, current, index.get(0));
  }

  private String required(String name) {
    String value = properties.get(name);
    if (value == null || value.isEmpty()) {
      throw refused(name + " is missing; if it was there, the file was cut short");
    }
    return value;
  }

  private KeyRole role(String id) {
    String name = "key." + id + ".role";
    KeyRole role = KeyRole.of(required(name));
    if (role == null) {
      throw refused(name + " is none of " + KeyRole.allowed());
    }
    return role;
  }

  private FileKey key(String id) {
    refuseOtherForms(id);
    String name = "key." + id + "." + form.property();
    String text = required(name);
    Instant created = created("key." + id + ".created");
    KeyRole role = role(id);
    byte[] secret;
    try {
      secret = form.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(name + " " + e.getMessage());
    }
    return new FileKey(secret, role, created);
  }

  private void refuseOtherForms(String id) {
    for (String other : FORMS) {
      String name = "key." + id + "." + other;
      if (!other.equals(form.property()) && properties.containsKey(name)) {
        throw refused(name + " " + form.insteadOfOther());
      }
    }
  }

  private @Nullable Instant created(String name) {
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
