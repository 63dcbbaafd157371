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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of a keyring file: keys by their ids, and which of them is current. One is the index
 * key, which opens values only if the file says so; every other one is a data key. An id is a name
 * within the file, 1 to 32 letters, digits, {@code -} and {@code _}; what is asked of a key that
 * isn't there fails by an {@link IllegalArgumentException}. The format is described in {@code
 * docs/keys.md}. Immutable until it is wiped, and thread-safe as far as it is.
 */
public final class KeyringFile implements AutoCloseable {
  /** More than a thousand keys, so that a wrong path can't fill the heap. */
  static final int MAX_LENGTH = 1 << 18;

  private static final String INDEX = "index";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final Map<String, Key> keys;
  private final String current;
  private final String index;
  private final boolean isIndexData;

  /**
   * A key.
   *
   * @param secret not copied; empty while it is wrapped
   * @param created null: not known
   * @param until when a key that opens only is to be taken out; null: nobody says
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Key(byte[] secret, @Nullable Instant created, @Nullable Instant until) {
    void wipe() {
      Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
      return "Key";
    }
  }

  /**
   * @param current of a key that opens values
   * @param index of the key that makes stored keys
   * @param isIndexData whether that opens values too
   */
  KeyringFile(Map<String, Key> keys, String current, String index, boolean isIndexData) {
    this.keys = new LinkedHashMap<>(keys);
    this.current = current;
    this.index = index;
    this.isIndexData = isIndexData;
  }

  /**
   * A keyring of one key, which is current and the index key: that of a cache that began with one.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied; null: new random ones
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or {@link MasterKey#of} refuses the
   *     secret
   */
  public static KeyringFile of(String id, byte @Nullable [] secret, @Nullable Instant created) {
    return new KeyringFile(Map.of(), id, id, true).with(id, secret, created);
  }

  /**
   * Two new random keys: an index key, and a data key that is called by the month.
   *
   * @param now when they are made
   */
  public static KeyringFile generate(Instant now) {
    return of(month(now), null, now).withIndex(INDEX, null, now);
  }

  /** By which a data key is called that is made then. */
  private static String month(Instant now) {
    return YearMonth.from(now.atZone(ZoneOffset.UTC)).toString();
  }

  /**
   * An id that no key has yet, with -2, -3 if need be.
   *
   * @param stem as it begins; null: the month
   */
  public static String freeId(@Nullable String stem, Instant now, Set<String> taken) {
    String first = stem == null ? month(now) : stem;
    String id = first;
    for (int i = 2; taken.contains(id); i++) {
      id = first + "-" + i;
    }
    return id;
  }

  /**
   * Reads a file whose keys are in clear.
   *
   * @throws IllegalArgumentException as {@link #read(Path, KeyEncryptionKey, Map)} does
   */
  public static KeyringFile read(Path file) {
    return read(file, null, Map.of());
  }

  /**
   * Reads a file.
   *
   * @param key which wraps the keys; null: they are in clear
   * @param context for which they were wrapped
   * @throws IllegalArgumentException if it can't be read, is open to others than its owner, is no
   *     keyring file, a secret in it is in clear that is to be wrapped, or {@link
   *     WrappedKeyring#open} refuses it; the message names the file and what is wrong in it, and no
   *     part of a key
   * @throws RuntimeException if the key can't be asked now
   */
  public static KeyringFile read(
      Path file, @Nullable KeyEncryptionKey key, Map<String, String> context) {
    byte[] content = SecretFile.read(where(file), file, MAX_LENGTH);
    try {
      return parse(where(file), content, key, context);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  static KeyringFile parse(
      String where, byte[] content, @Nullable KeyEncryptionKey key, Map<String, String> context) {
    return key == null
        ? KeyringText.read(where, content, false).keys()
        : WrappedKeyring.parse(where, content).open(key, context);
  }

  static String where(Path file) {
    return "Keyring file '" + file.toAbsolutePath() + "'";
  }

  /** As {@link #write(Path, KeyEncryptionKey, Map)}, with the keys in clear. */
  public void write(Path file) throws IOException {
    write(file, null, Map.of());
  }

  /**
   * Makes the file, or replaces it in one step by one that only its owner may read.
   *
   * @param key to wrap the keys; null: they stay in clear
   * @param context for which they are wrapped
   * @throws IOException if that fails; the file is then as it was
   * @throws RuntimeException if the key can't be asked now; so too
   */
  public void write(Path file, @Nullable KeyEncryptionKey key, Map<String, String> context)
      throws IOException {
    String text = key == null ? KeyringText.ofClear(this) : WrappedKeyring.wrap(this, key, context);
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
   * @param secret {@value MasterKey#LENGTH} bytes, copied; null: new random ones
   * @param created null: not known
   * @throws IllegalArgumentException if the id is malformed or taken, or {@link MasterKey#of}
   *     refuses the secret
   */
  public KeyringFile with(String id, byte @Nullable [] secret, @Nullable Instant created) {
    if (keys.containsKey(id)) {
      throw new IllegalArgumentException("The keyring has a key '" + id + "'; take another id");
    }
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a key has 1 to 32 letters, digits, '-' and '_'; the one given has not");
    }
    if (secret == null) {
      byte[] random = new byte[MasterKey.LENGTH];
      new SecureRandom().nextBytes(random);
      return with(id, new Key(random, created, null));
    }
    MasterKey.of(secret).destroy(); // refuses another length, and what obviously is not random
    return with(id, new Key(secret.clone(), created, null));
  }

  /**
   * This and an index key, which opens no values; the one that was stays a data key. For a new
   * keyring: entries that were stored before are not found.
   *
   * @param secret {@value MasterKey#LENGTH} bytes, copied; null: new random ones
   * @param created null: not known
   * @throws IllegalArgumentException as {@link #with} does, and if the index key is no data key
   */
  public KeyringFile withIndex(String id, byte @Nullable [] secret, @Nullable Instant created) {
    if (!isIndexData) {
      throw new IllegalArgumentException("The keyring has an index key already, '" + index + "'");
    }
    var more = new LinkedHashMap<String, Key>();
    more.put(id, with(id, secret, created).key(id));
    more.putAll(keys);
    return new KeyringFile(more, current, id, false);
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
    return new KeyringFile(keys, id, index, isIndexData);
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
    var left = new LinkedHashMap<>(keys);
    Key key = requireNonNull(left.remove(id));
    if (!id.equals(index)) {
      return new KeyringFile(left, current, index, isIndexData);
    }
    return new KeyringFile(keys, current, index, false)
        .with(id, new Key(key.secret(), key.created(), null)); // nobody takes it out again
  }

  private KeyringFile with(String id, Key key) {
    var changed = new LinkedHashMap<>(keys);
    changed.put(id, key);
    return new KeyringFile(changed, current, index, isIndexData);
  }

  /** This with other times of a key: when it was made, and when it is to be taken out. */
  KeyringFile withTimes(String id, @Nullable Instant created, @Nullable Instant until) {
    return with(id, new Key(key(id).secret(), created, until));
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
    return key(id) != null && (isIndexData || !id.equals(index));
  }

  /** When a key was made; null if the file doesn't say. */
  public @Nullable Instant created(String id) {
    return key(id).created();
  }

  /** The id of a key where it was used, in logs and MBeans: {@link MasterKey#id}. */
  public int keyId(String id) {
    return MasterKey.idOf(key(id).secret());
  }

  /**
   * A new keyring of these keys, each for no other use than it is marked with.
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
    Map<String, MasterKey> made = new LinkedHashMap<>();
    try {
      keys.forEach((id, key) -> made.put(id, masterKey(id, key)));
      List<MasterKey> previous = new ArrayList<>();
      made.forEach(
          (id, key) -> {
            if (!id.equals(current) && opensValues(id)) {
              previous.add(key);
            }
          });
      MasterKey indexKey = requireNonNull(made.get(index));
      Keyring keyring = new Keyring(requireNonNull(made.get(current)), previous, indexKey);
      if (!isIndexData && SameKeys.isDataKey(indexKey, keyring)) {
        throw new IllegalArgumentException(
            "The index key '%s' is there as a data key too; if it is one, give it once, by index-and-data=%s"
                .formatted(index, index));
      }
      return keyring;
    } catch (IllegalArgumentException e) {
      made.values().forEach(MasterKey::destroy);
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static MasterKey masterKey(String id, Key key) {
    try {
      return MasterKey.of(key.secret(), key.created());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key '%s': %s".formatted(id, e.getMessage()), e);
    }
  }

  Key key(String id) {
    Key key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("The keyring has no key of the id given");
    }
    return key;
  }

  /** Wipes the secrets, also of those that this was made from or that were made from it. */
  @Override
  public void close() {
    keys.values().forEach(Key::wipe);
  }
}
