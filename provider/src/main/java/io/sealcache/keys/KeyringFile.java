package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a keyring file says: keys by their ids and what each is for, and which of them is current.
 * One is the index key, which opens values only if the file says so; every other one is a data key.
 * An id is a name within the file, 1 to 32 letters, digits, {@code -} and {@code _}; what is asked
 * of a key that isn't there fails by an {@link IllegalArgumentException}. The format is described
 * in {@code docs/keys.md}. Immutable until it is wiped, and thread-safe as far as it is.
 */
public final class KeyringFile implements AutoCloseable {
  private final Map<String, FileKey> keys;
  private final String current;
  private final String index;

  /**
   * @param current of a key that opens values
   * @param index of the one key that makes stored keys
   */
  KeyringFile(Map<String, FileKey> keys, String current, String index) {
    this.keys = new LinkedHashMap<>(keys);
    this.current = current;
    this.index = index;
  }

  /**
   * A keyring of one key, which is current and the index key: that of a cache that began with one.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or {@link MasterKey#of} refuses the
   *     secret
   */
  public static KeyringFile of(String id, byte[] secret, @Nullable Instant created) {
    return new KeyringFile(
        Map.of(id, FileKey.of(id, secret, KeyRole.INDEX_AND_DATA, created)), id, id);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it can't be read, is open to others than its owner, or is
   *     no keyring file; the message names the file and what is wrong in it, and no part of a key
   */
  public static KeyringFile read(Path file) {
    return new KeyringOnDisk(file, new SecretForm.Clear()).read();
  }

  /**
   * Reads a file whose secrets are wrapped.
   *
   * @throws IllegalArgumentException as {@link #read(Path)} does, and if a secret is in clear or
   *     was not wrapped by this key
   */
  public static KeyringFile read(Path file, WrappingKey key) {
    return KeyringOnDisk.of(file, key, Map.of()).read();
  }

  /**
   * Reads a file whose secrets are wrapped, each unwrapped by a call of its own. Which key wrapped
   * them, as a {@link KeyRecord} says it, is passed over.
   *
   * @param context for which they were wrapped; a {@link WrappingKey} binds none
   * @throws IllegalArgumentException as {@link #read(Path)} does, and if a secret is in clear, was
   *     not wrapped by this key, or for another context, or the file is a record of a key table
   * @throws RuntimeException if the key can't be asked now
   */
  public static KeyringFile read(Path file, KeyEncryptionKey key, Map<String, String> context) {
    return KeyringOnDisk.of(file, key, context).read();
  }

  /**
   * Makes the file, or replaces it in one step by one that only its owner may read.
   *
   * @throws IOException if that fails; the file is then as it was
   */
  public void write(Path file) throws IOException {
    new KeyringOnDisk(file, new SecretForm.Clear()).replaceBy(this);
  }

  /**
   * As {@link #write(Path)}, with every secret wrapped.
   *
   * @throws IOException if that fails; the file is then as it was
   */
  public void write(Path file, WrappingKey key) throws IOException {
    KeyringOnDisk.of(file, key, Map.of()).replaceBy(this);
  }

  /**
   * As {@link #write(Path)}, with every secret wrapped for a context.
   *
   * @param context for which they are wrapped; a {@link WrappingKey} binds none
   * @throws IOException if that fails; the file is then as it was
   * @throws RuntimeException if the key can't be asked now, or takes no keys from elsewhere; so too
   */
  public void write(Path file, KeyEncryptionKey key, Map<String, String> context)
      throws IOException {
    KeyringOnDisk.of(file, key, context).replaceBy(this);
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
    more.put(id, FileKey.of(id, secret, KeyRole.DATA, created));
    return new KeyringFile(more, current, index);
  }

  /**
   * This and an index key, which opens no values; the one that was stays a data key. For a new
   * keyring: entries that were stored before are not found.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied
   * @param created null: not known
   * @throws IllegalArgumentException as {@link #with} does, and if the index key is no data key
   */
  public KeyringFile withIndex(String id, byte[] secret, @Nullable Instant created) {
    if (!opensValues(index)) {
      throw new IllegalArgumentException("The keyring has an index key already, '" + index + "'");
    }
    KeyringFile all = with(id, secret, created);
    var more = new LinkedHashMap<>(Map.of(id, all.key(id).in(KeyRole.INDEX)));
    all.keys.forEach(more::putIfAbsent);
    more.replace(index, key(index).in(KeyRole.DATA));
    return new KeyringFile(more, current, id);
  }

  /**
   * This with another current key.
   *
   * @throws IllegalArgumentException if there is no such key, or it opens no values
   */
  public KeyringFile withCurrent(String id) {
    if (!opensValues(id)) {
      throw new IllegalArgumentException(
          "Key '" + id + "' is the index key, which opens names only; it cannot seal values");
    }
    return new KeyringFile(keys, id, index);
  }

  /**
   * This without one data key. One that is the index key too stays as that, and opens no values.
   *
   * @throws IllegalArgumentException if there is no such key, it is the current one, or it opens no
   *     values
   */
  public KeyringFile without(String id) {
    if (id.equals(current) || !opensValues(id)) {
      throw new IllegalArgumentException("Key '" + id + "' is in use; it cannot be taken out");
    }
    var fewer = new LinkedHashMap<>(keys);
    if (id.equals(index)) {
      fewer.put(id, key(id).in(KeyRole.INDEX));
    } else {
      fewer.remove(id);
    }
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

  /** Whether a key opens values; of the index key only if the file says so. */
  public boolean opensValues(String id) {
    return key(id).role().opensValues();
  }

  /** When a key was made; null if the file doesn't say. */
  public @Nullable Instant created(String id) {
    return key(id).created();
  }

  /** What names a key where it was used, in logs and MBeans: {@link MasterKey#id}. */
  public int keyId(String id) {
    return key(id).keyId();
  }

  /**
   * A new keyring of these keys.
   *
   * @throws IllegalArgumentException if a secret is there twice, or {@link MasterKey#of} refuses it
   */
  public Keyring keyring() {
    return keyring("Keyring");
  }

  Keyring keyring(String where) {
    return FileKeyring.of(where, keys, current, index);
  }

  FileKey key(String id) {
    FileKey key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("The keyring has no key of the id given");
    }
    return key;
  }

  /** Wipes the secrets, also of those that this was made from or that were made from it. */
  @Override
  public void close() {
    keys.values().forEach(FileKey::wipe);
  }
}
