package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the keyring comes from. An application names its own by the setting {@code
 * sealcache.key-source}: a class, of which a cache manager makes one by a public constructor
 * without parameters and closes it, or an instance, which may serve several managers and is the
 * application's to close. Implementations are thread-safe.
 */
public interface KeySource extends AutoCloseable {
  /**
   * The keyring to use from now on. Asked for at each operation of a cache, on the caller's thread:
   * it should be at hand. As long as the keys are the same it must be the same object, since
   * ciphers are made anew for another one. A keyring handed out must stay usable until {@link
   * #close}, as operations may still be about to derive keys from it, unless it is destroyed on
   * purpose: such operations fail.
   *
   * @param tenant whose entries it is for; null for what belongs to none: the entries of caches
   *     without tenants, and the descriptors of all caches, in stores where those outlive a JVM.
   *     Never blank
   * @return never null
   * @throws RuntimeException if there is none; the operation then fails with a CacheException
   */
  Keyring keyring(@Nullable String tenant);

  /**
   * As {@link #keyring}, for an operation that stores nothing: a source that makes keys for a
   * tenant when they are first needed makes none for it.
   *
   * @return null if the tenant has no keys, and so no entries; by default never
   * @throws RuntimeException as {@link #keyring} does
   */
  default @Nullable Keyring existingKeyring(@Nullable String tenant) {
    return keyring(tenant);
  }

  /**
   * The events of keys since this was made, told by the MBean of each cache: how often, by the
   * names of events that {@code docs/operations.md} has, such as {@code key-promoted}.
   *
   * @return by default nothing
   */
  default Map<String, Long> history() {
    return Map.of();
  }

  /** Destroys the keyrings handed out; further calls have no effect. */
  @Override
  void close();
}
