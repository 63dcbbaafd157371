package io.sealcache.internal.seal;

import io.sealcache.core.Keyring;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facts that may be told of a key that seals values.
 *
 * @param created null: not known
 */
public record KeyInUse(int id, @Nullable Instant created) {
  static KeyInUse of(Keyring keyring) {
    return new KeyInUse(keyring.current().id(), keyring.current().created());
  }
}
