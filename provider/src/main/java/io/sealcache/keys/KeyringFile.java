package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a keyring file says: keys by their ids, which of them is current and which is the index key.
 * Every other key opens values only. An id is a name within the file, 1 to 32 letters, digits,
 * {@code -} and {@code _}. The format is described in {@code docs/keys.md}. Immutable until it is
 * wiped, and thread-safe as far as it is.
 */
public final class KeyringFile implements AutoCloseable {
  /** More than a thousand keys, so that a wrong path can't fill the heap. */
  static final int MAX_LENGTH = 1 << 18;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final Map<String, FileKey> keys;
  private final String current;
  private final String index;

  KeyringFile(Map<String, FileKey> keys, String current, String index) {
    this.keys = new LinkedHashMap<>(keys);
    this.current = current;
    this.index = index;
  }

  /**
   * A keyring of one key, which is current and the index key.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or the secret has another length
   */
  public static KeyringFile of(String id, byte[] secret, @Nullable Instant created) {
    return new KeyringFile(Map.of(id, newKey(id, secret, created)), id, id);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it can't be read, is open to others than its owner, or is
   *     no keyring file; the message names the file and what is wrong in it, and no part of a key
   */
  public static KeyringFile read(Path file) {
    return read(file, new SecretForm.Clear());
  }

  /**
   * Reads a file whose secrets are wrapped.
   *
   * @throws IllegalArgumentException as {@link #read(Path)} does, and if a secret is in clear or
   *     was not wrapped by this key
   */
  public static KeyringFile read(Path file, WrappingKey key) {
    return read(file, new SecretForm.Wrapped(key));
  }

  private static KeyringFile read(Path file, SecretForm form) {
    byte[] content = content(file);
    try {
      return KeyringText.parse(where(file), content, form);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * What is in a file, the caller's to wipe.
   *
   * @throws IllegalArgumentException if it can't be read or is open to others than its owner
   */
  static byte[] content(Path file) {
    return OwnerOnlyFile.read(where(file), file, MAX_LENGTH);
  }

  /**
   * Makes the keyring of a file's content; nothing else of it is kept.
   *
   * @throws IllegalArgumentException as {@link #read(Path)} and {@link #keyring()} do, naming the
   *     file
   */
  static Keyring keyring(Path file, byte[] content, SecretForm form) {
    String where = where(file);
    try (KeyringFile parsed = KeyringText.parse(where, content, form)) {
      return parsed.keyring(where);
    }
  }

  private static String where(Path file) {
    return "Keyring file '" + file.toAbsolutePath() + "'";
  }

  /**
   * Makes the file, or replaces it in one step by one that only its owner may read.
   *
   * @throws IOException if that fails; the file is then as it was
   */
  public void write(Path file) throws IOException {
    write(file, new SecretForm.Clear());
  }

  /**
   * As {@link #write(Path)}, with every secret wrapped.
   *
   * @throws IOException if that fails; the file is then as it was
   */
  public void write(Path file, WrappingKey key) throws IOException {
    write(file, new SecretForm.Wrapped(key));
  }

  private void write(Path file, SecretForm form) throws IOException {
    byte[] content = KeyringText.format(this, form);
    try {
      OwnerOnlyFile.replace(file, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * This and one more key, which opens values only.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or taken, or the secret has another
   *     length
   */
  public KeyringFile with(String id, byte[] secret, @Nullable Instant created) {
    if (keys.containsKey(id)) {
      throw new IllegalArgumentException("The keyring has a key '" + id + "'; take another id");
    }
    var more = new LinkedHashMap<>(keys);
    more.put(id, newKey(id, secret, created));
    return new KeyringFile(more, current, index);
  }

  /**
   * This with another current key.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public KeyringFile withCurrent(String id) {
    key(id);
    return new KeyringFile(keys, id, index);
  }

  /**
   * This without one key.
   *
   * @throws IllegalArgumentException if there is no such key, or it is the current or the index key
   */
  public KeyringFile without(String id) {
    key(id);
    if (id.equals(current) || id.equals(index)) {
      throw new IllegalArgumentException("Key '" + id + "' is in use; it cannot be taken out");
    }
    var fewer = new LinkedHashMap<>(keys);
    fewer.remove(id);
    return new KeyringFile(fewer, current, index);
  }

  /** The ids of all keys, in the order of the file. */
  public Set<String> ids() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  /** The id of the key that seals values. */
  public String current() {
    return current;
  }

  /** The id of the key that makes stored keys. */
  public String index() {
    return index;
  }

  /**
   * When a key was made; null if the file doesn't say.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public @Nullable Instant created(String id) {
    return key(id).created();
  }

  /**
   * What names a key where it was used, in logs and MBeans: {@link MasterKey#id}.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public int keyId(String id) {
    MasterKey key = MasterKey.of(key(id).secret());
    key.destroy();
    return key.id();
  }

  /**
   * A new keyring of these keys.
   *
   * @throws IllegalArgumentException if one secret is there twice
   */
  public Keyring keyring() {
    return keyring("Keyring");
  }

  private Keyring keyring(String where) {
    try (var batch = new KeyBatch()) {
      var made = new LinkedHashMap<String, MasterKey>();
      keys.forEach((id, key) -> made.put(id, batch.add(MasterKey.of(key.secret()))));
      MasterKey indexKey = made.get(index);
      MasterKey currentKey = requireNonNull(made.remove(current));
      return batch.keep(new Keyring(currentKey, List.copyOf(made.values()), indexKey));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  FileKey key(String id) {
    FileKey key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("The keyring has no key of the id given");
    }
    return key;
  }

  private static FileKey newKey(String id, byte[] secret, @Nullable Instant created) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "The id of a key has 1 to 32 letters, digits, '-' and '_'; the one given has not");
    }
    if (secret.length != MasterKey.LENGTH) {
      throw new IllegalArgumentException(
          "A master key has exactly " + MasterKey.LENGTH + " bytes, not " + secret.length);
    }
    return new FileKey(secret.clone(), created);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Wipes the secrets, also of those that this was made from or that were made from it. */
  @Override
  public void close() {
    keys.values().forEach(FileKey::wipe);
  }
}
