package io.sealcache.keys;

import io.sealcache.core.Keyring;

/**
 * Loads a keyring from where that is slow and may fail, such as a key management service, for a
 * {@link RefreshingKeySource}.
 */
@FunctionalInterface
public interface KeyringLoader {
  /**
   * Loads the keys as they are now. Called on the source's thread, and not again before it has
   * returned: it should end by itself within seconds, or when it is interrupted.
   *
   * @return a new keyring of new keys at each call, which the source takes over and destroys
   * @throws Exception if that fails. It is logged, without its causes, and is the cause of what
   *     operations throw, so its message must contain no part of a key or credential
   */
  Keyring load() throws Exception;
}
