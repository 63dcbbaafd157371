package io.sealcache.keys;

import java.util.List;
import java.util.Map;

/**
 * A key-encryption key (NIST SP 800-57): wraps the keys of a key table, wherever it is kept itself,
 * in a key store, a token or a key management service. Implementations are thread-safe.
 *
 * <p>The context of a key says what it is for, in names and values that are public. Where the
 * wrapping has associated data, they are bound to it: what was wrapped for one context opens for no
 * other.
 */
public interface KeyEncryptionKey extends AutoCloseable {
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

  /** Lets the key go: both fail from now on. */
  @Override
  void close();
}
