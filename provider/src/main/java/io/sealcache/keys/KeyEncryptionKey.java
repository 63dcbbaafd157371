package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key (NIST SP 800-57): wraps the one random key under which a keyring file, or a
 * record of a key table, holds its own, wherever it is kept itself: in a key store, a token or a
 * key management service. Implementations are thread-safe.
 *
 * <p>The context of a key says what it is for, in names and values that are public. Where the
 * wrapping has associated data, they are bound to it: what was wrapped for one context opens for no
 * other.
 */
public interface KeyEncryptionKey extends AutoCloseable {
  /** In the context of keys, what {@code sealcache.context} calls the application. */
  String APPLICATION = "sealcache-context";

  /**
   * Makes a new random key of {@value MasterKey#LENGTH} bytes, and wraps it.
   *
   * @return the wrapped key, at most 1,024 bytes
   * @throws RuntimeException if it can't
   */
  byte[] generate(Map<String, String> context);

  /**
   * The key that was wrapped, of {@value MasterKey#LENGTH} bytes; the caller's to wipe.
   *
   * @throws IllegalArgumentException if it was not wrapped by this key, or for another context, or
   *     has been changed; the message contains nothing of it
   * @throws RuntimeException if it can't be asked now
   */
  byte[] unwrap(byte[] wrapped, Map<String, String> context);

  /**
   * The name that records of a key table have for it, so that they tell which of two keys wrapped
   * them: printable ASCII without blanks, at most 200 characters, the same wherever the key is
   * used, and no other key's, be it in another place. Public.
   *
   * @return null: it has no name that stays, and can't be replaced by another one bit by bit
   */
  default @Nullable String name() {
    return null;
  }

  /** Lets the key go: all of this fails from now on. */
  @Override
  void close();
}
