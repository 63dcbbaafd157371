package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The content of a keyring file: keys by their ids and what each is for, and which of them is
 * current. One is the index key, which opens values only if the file says so; every other one is a
 * data key. An id is a name within the file, 1 to 32 letters, digits, {@code -} and {@code _}; what
 * is asked of a key that isn't there fails by an {@link IllegalArgumentException}. The format is
 * described in {@code docs/keys.md}. Immutable until it is wiped, and thread-safe as far as it is.
 */
public final class KeyringFile implements AutoCloseable {
  /** More than a thousand keys, so that a wrong path can't fill the heap. */
  static final int MAX_LENGTH = 1 << 18;

  private static final String INDEX = "index";

  private final Map<String, FileKey> keys;
  private final String current;

  /**
   * @param keys one of which makes stored keys
   * @param current of a key that opens values
   */
  KeyringFile(Map<String, FileKey> keys, String current) {
    this.keys = new LinkedHashMap<>(keys);
    this.current = current;
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
    return new KeyringFile(Map.of(id, FileKey.of(id, secret, KeyRole.INDEX_AND_DATA, created)), id);
  }

  /**
   * Two new random keys: an index key, and a data key that is called by the month.
   *
   * @param now when they are made
   */
  public static KeyringFile generate(Instant now) {
    byte[] secret = new byte[MasterKey.LENGTH];
    SecureRandom random = new SecureRandom();
    try {
      random.nextBytes(secret);
      KeyringFile data = of(month(now), secret, now);
      random.nextBytes(secret);
      return data.withIndex(INDEX, secret, now);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** By which a data key is called that is made then. */
  static String month(Instant now) {
    return YearMonth.from(now.atZone(ZoneOffset.UTC)).toString();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it can't be read, is open to others than its owner, or is
   *     no keyring file; the message names the file and what is wrong in it, and no part of a key
   */
  public static KeyringFile read(Path file) {
    return readFile(file, null, Map.of());
  }

  /**
   * Reads a file whose keys are wrapped.
   *
   * @param context for which they were wrapped
   * @throws IllegalArgumentException as {@link #read(Path)} does, and if a secret is in clear, or
   *     {@link WrappedKeyring#open} refuses it
   * @throws RuntimeException if the key can't be asked now
   */
  public static KeyringFile read(Path file, KeyEncryptionKey key, Map<String, String> context) {
    return readFile(file, key, context);
  }

  private static KeyringFile readFile(
      Path file, @Nullable KeyEncryptionKey key, Map<String, String> context) {
    byte[] content = content(file);
    try {
      return parse(where(file), content, key, context);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * The content of a file, the caller's to wipe.
   *
   * @throws IllegalArgumentException if it can't be read or is open to others than its owner
   */
  static byte[] content(Path file) {
    return SecretFile.read(where(file), file, MAX_LENGTH);
  }

  /**
   * @param key which wraps the keys; null: they are in clear
   * @param context for which they are wrapped
   */
  static KeyringFile parse(
      String where, byte[] content, @Nullable KeyEncryptionKey key, Map<String, String> context) {
    return key == null
        ? KeyringText.read(where, content, false).keys()
        : WrappedKeyring.parse(where, content).open(key, context);
  }

  static String where(Path file) {
    return "Keyring file '" + file.toAbsolutePath() + "'";
  }

  /**
   * Makes the file, or replaces it in one step by one that only its owner may read.
   *
   * @throws IOException if that fails; the file is then as it was
   */
  public void write(Path file) throws IOException {
    write(file, KeyringText.ofClear(this));
  }

  /**
   * As {@link #write(Path)}, with every key wrapped.
   *
   * @param context for which they are wrapped
   * @throws IOException if that fails; the file is then as it was
   * @throws RuntimeException if the key can't be asked now; so too
   */
  public void write(Path file, KeyEncryptionKey key, Map<String, String> context)
      throws IOException {
    write(file, WrappedKeyring.wrap(this, key, context));
  }

  private static void write(Path file, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    try {
      SecretFile.replace(file, content);
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
    return with(id, FileKey.of(id, secret, KeyRole.DATA, created));
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
    String before = index();
    if (!opensValues(before)) {
      throw new IllegalArgumentException("The keyring has an index key already, '" + before + "'");
    }
    var more = new LinkedHashMap<String, FileKey>();
    more.put(id, with(id, secret, created).key(id).in(KeyRole.INDEX));
    more.putAll(keys);
    more.put(before, key(before).in(KeyRole.DATA));
    return new KeyringFile(more, current);
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
    return new KeyringFile(keys, id);
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
    if (key(id).role().makesStoredKeys()) {
      return with(id, key(id).in(KeyRole.INDEX));
    }
    var fewer = new LinkedHashMap<>(keys);
    fewer.remove(id);
    return new KeyringFile(fewer, current);
  }

  private KeyringFile with(String id, FileKey key) {
    var changed = new LinkedHashMap<>(keys);
    changed.put(id, key);
    return new KeyringFile(changed, current);
  }

  /** This with a time at which a data key is to be taken out. */
  KeyringFile withUntil(String id, Instant until) {
    FileKey key = key(id);
    return with(id, new FileKey(key.secret(), key.role(), key.created(), until));
  }

  /** This with each secret in another form. */
  KeyringFile mapped(UnaryOperator<byte[]> form) {
    var mapped = new LinkedHashMap<String, FileKey>();
    try {
      keys.forEach(
          (id, key) ->
              mapped.put(
                  id,
                  new FileKey(form.apply(key.secret()), key.role(), key.created(), key.until())));
    } catch (RuntimeException e) {
      mapped.values().forEach(FileKey::wipe);
      throw e;
    }
    return new KeyringFile(mapped, current);
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
    return keys.keySet().stream()
        .filter(id -> key(id).role().makesStoredKeys())
        .findFirst()
        .orElseThrow();
  }

  /** Whether a key opens values; of the index key only if the file says so. */
  public boolean opensValues(String id) {
    return key(id).role().opensValues();
  }

  /** When a key was made; null if the file doesn't say. */
  public @Nullable Instant created(String id) {
    return key(id).created();
  }

  /** The id of a key where it was used, in logs and MBeans: {@link MasterKey#id}. */
  public int keyId(String id) {
    return key(id).keyId();
  }

  /**
   * A new keyring of these keys, each in no other role than it is marked with.
   *
   * @throws IllegalArgumentException if a secret is there twice, or {@link MasterKey#of} refuses it
   */
  public Keyring keyring() {
    return keyring("Keyring");
  }

  /**
   * As {@link #keyring()}.
   *
   * @param where names the place of the keys in messages
   */
  Keyring keyring(String where) {
    try (var batch = new KeyBatch()) {
      Map<String, MasterKey> made = new LinkedHashMap<>();
      keys.forEach((id, key) -> made.put(id, batch.add(masterKey(id, key))));
      String index = index();
      MasterKey indexKey = requireNonNull(made.get(index));
      MasterKey currentKey = requireNonNull(made.remove(current));
      made.keySet().removeIf(id -> !opensValues(id));
      Keyring keyring = new Keyring(currentKey, List.copyOf(made.values()), indexKey);
      if (!opensValues(index) && SameKeys.isDataKey(indexKey, keyring)) {
        throw new IllegalArgumentException(
            "The index key '%s' is there as a data key too; if it is one, give it once, with role=%s"
                .formatted(index, KeyRole.INDEX_AND_DATA.text()));
      }
      return batch.keep(keyring);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static MasterKey masterKey(String id, FileKey key) {
    try {
      return MasterKey.of(key.secret(), key.created());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key '%s': %s".formatted(id, e.getMessage()), e);
    }
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
