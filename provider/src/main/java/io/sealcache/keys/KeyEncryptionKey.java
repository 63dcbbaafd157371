package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key (NIST SP 800-57): wraps the keys of a key table, wherever it is kept itself,
 * in a key store, a token or a key management service. Implementations are thread-safe.
 *
 * <p>The context of a key says what it is for, in names and values that are public. Where the
 * wrapping has associated data, they are bound to it: what was wrapped for one context opens for no
 * other.
 */
public interface KeyEncryptionKey extends AutoCloseable {
  /** In the context of keys, what {@code sealcache.context} calls the application. */
  String APPLICATION = "sealcache-context";

  /**
   * Makes new random keys of {@value MasterKey#LENGTH} bytes and wraps each.
   *
   * @param keys how many, at least 1
   * @return as many, each of at most 1,024 bytes
   * @throws RuntimeException if it can't
   */
  List<byte[]> generate(int keys, Map<String, String> context);

  /**
   * The keys that were wrapped, each of {@value MasterKey#LENGTH} bytes, in the same order; the
   * caller's to wipe.
   *
   * @throws IllegalArgumentException if one was not wrapped by this key, or for another context, or
   *     has been changed; the message contains nothing of it
   * @throws RuntimeException if it can't be asked now
   */
  List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context);

  /**
   * What records of a key table call it, so that they tell which of two keys wrapped them:
   * printable ASCII without blanks, at most 200 characters, the same wherever the key is used, and
   * no other key's, be it in another place. Public.
   *
   * @return null: it has no name that stays, and can't be replaced by another one bit by bit
   */
  default @Nullable String name() {
    return null;
  }

  /**
   * Wraps keys that somebody else made, of {@value MasterKey#LENGTH} bytes each: where they come
   * from a key of another kind. No application needs it but one that changes its key-encryption
   * key.
   *
   * @return as many, each of at most 1,024 bytes
   * @throws UnsupportedOperationException if it takes no keys from elsewhere, as by default
   * @throws RuntimeException if it can't
   */
  default List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
    throw new UnsupportedOperationException(this + " wraps no keys that it hasn't made");
  }

  /**
   * Wraps keys anew that another key has wrapped, or this one in an earlier version. By default
   * they are unwrapped by that and wrapped by this; a service that can do it by itself shows them
   * to nobody.
   *
   * @param from may be this
   * @return as many, each of at most 1,024 bytes
   * @throws IllegalArgumentException as {@link #unwrap} does
   * @throws RuntimeException if one of the keys can't be asked now
   */
  default List<byte[]> rewrap(
      List<byte[]> wrapped, KeyEncryptionKey from, Map<String, String> context) {
    List<byte[]> secrets = from.unwrap(wrapped, context);
    try {
      return wrap(secrets, context);
    } finally {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  /** Lets the key go: all of this fails from now on. */
  @Override
  void close();
}
