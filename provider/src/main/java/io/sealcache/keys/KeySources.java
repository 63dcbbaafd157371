package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key sources that come with SealCache, as its settings make them: for a {@link KeySource} of
 * the application's that has several, such as one a tenant. Whoever makes one closes it.
 */
public final class KeySources {
  private KeySources() {}

  /**
   * Keys as text, one keyring for all tenants: what the settings {@code master-key}, {@code
   * previous-master-keys} and {@code index-key} give. Each is 64 hex digits, Base64 of 32 bytes, or
   * {@code file:} and the path of a file that holds it, which is read once.
   *
   * @param masterKey the current data key; needed, null or blank only if it was forgotten
   * @param previous the data keys that open only, separated by commas; null or blank: none
   * @param index the index key; null: the master key
   * @throws IllegalArgumentException if the master key is missing, a key is malformed, a file can't
   *     be read, or the keys don't make a {@link Keyring}; the message names the setting and the
   *     file but contains no part of a key
   */
  public static KeySource ofText(
      @Nullable String masterKey, @Nullable String previous, @Nullable String index) {
    return ConfiguredKeys.of(masterKey, previous, index);
  }

  /**
   * A keyring file, read again when it changes; one keyring for all tenants.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if the file can't be read or holds no keyring; the message
   *     contains no part of a key
   */
  public static KeySource ofKeyringFile(String location) {
    return RefreshingKeySource.ofFile(location, null, Map.of(), null);
  }

  /**
   * As {@link #ofKeyringFile(String)}, for a file whose keys are wrapped.
   *
   * @param key wraps them; closed with the source, or if this fails
   * @param context for which they were wrapped
   * @throws RuntimeException if they can't be loaded
   */
  public static KeySource ofKeyringFile(
      String location, KeyEncryptionKey key, Map<String, String> context) {
    return RefreshingKeySource.ofFile(location, key, context, null);
  }

  /**
   * A keyring file whose keys a key management service has wrapped; one keyring for all tenants. It
   * is loaded at once, and from then on by time, as by a {@link RefreshingKeySource}.
   *
   * @param location a path, or a {@code file:} URL
   * @param key unwraps the keys; closed with the source
   * @param context with which the keys were wrapped
   * @param times when it is loaded again, and how long keys stay in use while that fails
   * @throws RuntimeException if it can't be loaded; the key is then closed
   */
  public static KeySource ofKeyringFile(
      String location, KeyEncryptionKey key, Map<String, String> context, RefreshTimes times) {
    return RefreshingKeySource.ofFile(location, key, context, times);
  }

  /**
   * Secret keys for AES of 256 bits in a PKCS#12 key store, which is read once; one keyring for all
   * tenants.
   *
   * @param location a path, or a {@code file:} URL
   * @param password of the key store and of its keys
   * @param masterKey alias of the key that seals
   * @param previous aliases of those that open only, separated by commas; null or blank: none
   * @param index alias of the index key; null or blank: the key that seals
   * @throws IllegalArgumentException if it can't be read, the password is wrong, it lacks a key, or
   *     the keys don't make a {@link Keyring}; the message contains no part of a key or password
   */
  public static KeySource ofKeyStore(
      String location,
      String password,
      String masterKey,
      @Nullable String previous,
      @Nullable String index) {
    return ConfiguredKeys.ofKeyStore(location, password, masterKey, previous, index);
  }
}
