package io.sealcache.keys;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a key table says besides its keys, one property a line before them. Nothing in
 * it is secret. Immutable.
 */
final class RecordNotes {
  static final RecordNotes NONE = new RecordNotes(Map.of());

  /** Which key-encryption key wrapped the keys. */
  static final String WRAPPED_BY = "wrapped-by";

  private static final Pattern LINE = Pattern.compile("[ \t]*([a-zA-Z0-9_.-]+)[ \t]*=(.*)");
  private static final Pattern ANY = Pattern.compile("wrapped-by|key\\.[^.]*\\.until");
  private static final Map<Pattern, Pattern> VALUES =
      Map.of(
          Pattern.compile(WRAPPED_BY), Pattern.compile("[!-~]{1,200}"),
          Pattern.compile("key\\.[A-Za-z0-9_-]{1,32}\\.until"),
              Pattern.compile("[0-9TZ:.-]{20,40}"));

  private final Map<String, String> values;

  private RecordNotes(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Those of a record; what is none of them is passed over.
   *
   * @throws IllegalArgumentException if one is malformed or given twice
   */
  static RecordNotes parse(String where, String text) {
    Map<String, String> values = new TreeMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(RecordNotes::isNote)
        .forEach(line -> add(values, where, line.group(1), line.group(2).strip()));
    return new RecordNotes(values);
  }

  /** The text without notes. */
  static String rest(String text) {
    return text.lines()
        .filter(line -> !isNote(LINE.matcher(line)))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The keys of a keyring file, without the line that says which key wrapped them.
   *
   * @throws IllegalArgumentException if it has others that only a table's record has
   */
  static byte[] keysOfFile(String where, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (parse(where, text).areOfTable()) {
      throw new IllegalArgumentException(
          where
              + " is a record of a key table; name the table by 'sealcache.key-table', or another"
              + " file");
    }
    return rest(text).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isNote(Matcher line) {
    return line.matches() && ANY.matcher(line.group(1)).matches();
  }

  private static void add(Map<String, String> values, String where, String name, String value) {
    if (!isWellFormed(name, value)) {
      throw new IllegalArgumentException(where + ", " + name + " is malformed");
    }
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException(where + ", " + name + " is there twice");
    }
  }

  private static boolean isWellFormed(String name, String value) {
    return isAllowed(name, value) && !(name.endsWith("until") && time(value) == null);
  }

  /** Whether one may be there with this value. */
  static boolean isAllowed(String name, String value) {
    return VALUES.entrySet().stream()
        .anyMatch(
            allowed ->
                allowed.getKey().matcher(name).matches()
                    && allowed.getValue().matcher(value).matches());
  }

  private static @Nullable Instant time(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      return null;
    }
  }

  String text() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }

  @Nullable String value(String name) {
    return values.get(name);
  }

  @Nullable Instant until(String name) {
    String value = values.get(name);
    return value == null ? null : time(value);
  }

  /**
   * @throws IllegalArgumentException if nobody could read a record with it any more
   */
  RecordNotes with(String name, String value) {
    if (!isWellFormed(name, value)) {
      throw new IllegalArgumentException(
          name + " would be malformed in a record, whose times end with the year 9999");
    }
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new RecordNotes(changed);
  }

  RecordNotes without(Set<String> names) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.keySet().removeAll(names);
    return new RecordNotes(changed);
  }

  private boolean areOfTable() {
    return values.keySet().stream().anyMatch(name -> !name.equals(WRAPPED_BY));
  }
}
