package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped keys of one name, as a key table keeps them: the text of a keyring file ({@code
 * docs/keys.md}) in which each key is Base64 of what a {@link KeyEncryptionKey} made of it. Nothing
 * in it is secret. Immutable.
 */
public final class KeyRecord {
  /** The most characters that a record has, all of them ASCII. */
  public static final int MAX_LENGTH = 4_000;

  /** The last time that a record keeps: years have four digits. */
  static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final WrappedKeys keys;
  private final RecordNotes notes;

  private KeyRecord(WrappedKeys keys, RecordNotes notes) {
    this.keys = keys;
    this.notes = notes;
  }

  /**
   * A record of two new random keys: an index key, and a data key that is called by the month.
   *
   * @throws RuntimeException if the key-encryption key fails
   */
  public static KeyRecord generate(KeyEncryptionKey key, Map<String, String> context, Instant now) {
    return new KeyRecord(WrappedKeys.generate(key, context, now), RecordNotes.NONE).wrappedBy(key);
  }

  /**
   * Reads a record; nothing is unwrapped.
   *
   * @param where names it in messages
   * @throws IllegalArgumentException if it is anything but a whole record; the message contains no
   *     part of a key
   */
  public static KeyRecord parse(String where, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s is longer than %d characters, and so no record of keys".formatted(where, MAX_LENGTH));
    }
    RecordNotes notes = RecordNotes.parse(where, text);
    byte[] content = RecordNotes.rest(text).getBytes(StandardCharsets.ISO_8859_1);
    return new KeyRecord(WrappedKeys.parse(where, content), notes);
  }

  /** How many keys there are, the index key among them. */
  public int size() {
    return keys.file().ids().size();
  }

  /** When the name got keys; null: not known. */
  public @Nullable Instant created() {
    return keys.file().created(keys.file().index());
  }

  /**
   * As a table keeps it.
   *
   * @throws IllegalStateException if it has more than {@value #MAX_LENGTH} characters
   */
  public String text() {
    String text = notes.text() + keys.text();
    if (text.length() > MAX_LENGTH) {
      throw new IllegalStateException(
          "A record of %d keys would have %d characters, which is longer than %d: have old keys taken out first, by 'renew'"
              .formatted(size(), text.length(), MAX_LENGTH));
    }
    return text;
  }

  /** The {@link KeyEncryptionKey#name} of the key that wrapped the keys; null: not known. */
  public @Nullable String wrappedBy() {
    return notes.value(RecordNotes.WRAPPED_BY);
  }

  /**
   * What a record calls a key that wraps it; null: nothing.
   *
   * @throws IllegalArgumentException if a record can't keep its {@link KeyEncryptionKey#name}
   */
  public static @Nullable String nameOf(KeyEncryptionKey key) {
    String name = key.name();
    if (name != null && !RecordNotes.isAllowed(RecordNotes.WRAPPED_BY, name)) {
      throw new IllegalArgumentException(
          "%s has a name that records can't keep: it must have 1 to 200 printable ASCII characters and no blanks"
              .formatted(key));
    }
    return name;
  }

  private KeyRecord wrappedBy(KeyEncryptionKey key) {
    String name = nameOf(key);
    return new KeyRecord(
        keys,
        name == null
            ? notes.without(Set.of(RecordNotes.WRAPPED_BY))
            : notes.with(RecordNotes.WRAPPED_BY, name));
  }

  /**
   * The same keys, wrapped by another key-encryption key or a later version of it.
   *
   * @param from which wrapped them
   * @throws IllegalArgumentException if that refuses one
   * @throws RuntimeException if one of the keys can't be asked now
   */
  public KeyRecord rewrapped(
      KeyEncryptionKey key, KeyEncryptionKey from, Map<String, String> context) {
    return new KeyRecord(keys.rewrapped(key, from, context), notes).wrappedBy(key);
  }

  /**
   * This after what is due by now, one step of it: a data key that was kept long enough goes, one
   * that settled seals, or one is added where the current one is old. All are unwrapped to add one,
   * as their ids must differ.
   *
   * @param age of a data key that is to be replaced
   * @param settling for how long a key opens only, so that everybody has it before it seals
   * @param keeping for how long a key opens that sealed
   * @param key which wrapped the others
   * @return this if nothing is due
   * @throws IllegalArgumentException if the key-encryption key refuses one of the keys, or one
   *     would be kept until after {@link #LATEST}
   * @throws RuntimeException if the key-encryption key fails
   */
  public KeyRecord renewed(
      Duration age,
      Duration settling,
      Duration keeping,
      KeyEncryptionKey key,
      Map<String, String> context,
      Instant now) {
    RecordRenewal.Step step =
        new RecordRenewal(keys.file(), notes, now).due(age, settling, keeping, key, context);
    return step == null ? this : new KeyRecord(new WrappedKeys(step.keys()), step.notes());
  }

  /** Whether the other has the same wrapped keys in the same roles; without unwrapping any. */
  public boolean hasKeysOf(KeyRecord other) {
    return keys.text().equals(other.keys.text());
  }

  /**
   * A new keyring of the keys.
   *
   * @param where names the record in messages
   * @throws IllegalArgumentException if the key-encryption key refuses one, or they make no {@link
   *     Keyring}; the message contains no part of a key
   * @throws RuntimeException if the key-encryption key can't be asked now
   */
  public Keyring open(String where, KeyEncryptionKey key, Map<String, String> context) {
    return keys.open(where, key, context);
  }

  @Override
  public String toString() {
    return "KeyRecord" + keys.file().ids();
  }
}
