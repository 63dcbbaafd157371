package io.sealcache.keys;

import org.jspecify.annotations.Nullable;

/** Where the keyring comes from. Implementations are thread-safe. */
public interface KeySource extends AutoCloseable {
  /**
   * The keyring to use from now on.
   *
   * @param tenant whose entries it is for; null where there are no tenants
   */
  Keyring keyring(@Nullable String tenant);

  /** Destroys the keyrings handed out; further calls have no effect. */
  @Override
  void close();
}
