package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps that are due for the data keys of a tenant, one at a time: a new key that opens only;
 * then, when every JVM has it, that it seals; then, when what the old one sealed is gone, that the
 * old one goes.
 */
public final class KeyringRenewal {
  private final KeyringFile keys;
  private final Instant now;

  /** Of these keys, by now. */
  public KeyringRenewal(KeyringFile keys, Instant now) {
    this.keys = keys;
    this.now = now;
  }

  /** Of a record, of which nothing is unwrapped: to see whether anything is due. */
  public static boolean isDue(
      WrappedKeyring record, Duration age, Duration settling, Duration keeping, Instant now) {
    KeyringFile keys = record.wrapped();
    return new KeyringRenewal(keys, now).due(age, settling, keeping) != keys;
  }

  /**
   * The keys after the step that is due.
   *
   * @param age of a data key that is to be replaced
   * @param settling for how long a key opens only, so that everybody has it before it seals
   * @param keeping for how long a key opens that sealed
   * @return the same object if none is
   */
  public KeyringFile due(Duration age, Duration settling, Duration keeping) {
    String ended = ended();
    if (ended != null) {
      return keys.without(ended);
    }
    String next = next();
    if (next != null) {
      return isOlder(next, settling)
          ? keys.withCurrent(next).withUntil(keys.current(), now.plus(keeping))
          : keys;
    }
    return isOlder(keys.current(), age) ? withNew() : keys;
  }

  /** A key whose time is over. */
  private @Nullable String ended() {
    for (String id : keys.ids()) {
      Instant until = keys.key(id).until();
      if (until != null && !until.isAfter(now) && !id.equals(keys.current())) {
        return id;
      }
    }
    return null;
  }

  /** The key that is to seal next, as it was added behind the current one; null: there is none. */
  private @Nullable String next() {
    for (String id : keys.ids()) {
      if (!id.equals(keys.current())
          && keys.opensValues(id)
          && keys.key(id).until() == null
          && made(id).isAfter(made(keys.current()))) {
        return id;
      }
    }
    return null;
  }

  /** Whether something is of that age; what says no time of its own is old. */
  private boolean isOlder(String id, Duration age) {
    return !made(id).isAfter(now.minus(age));
  }

  private Instant made(String id) {
    return Optional.ofNullable(keys.created(id)).orElse(Instant.EPOCH);
  }

  private KeyringFile withNew() {
    byte[] secret = new byte[MasterKey.LENGTH];
    try {
      do {
        new SecureRandom().nextBytes(secret);
      } while (hasKeyId(MasterKey.idOf(secret))); // with two of one id there would be no keyring
      return keys.with(freeId(), secret, now);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private boolean hasKeyId(int keyId) {
    return keys.ids().stream()
        .map(id -> keys.key(id))
        .anyMatch(key -> key.secret().length == MasterKey.LENGTH && key.keyId() == keyId);
  }

  private String freeId() {
    String id = KeyringFile.month(now);
    for (int i = 2; keys.ids().contains(id); i++) {
      id = KeyringFile.month(now) + "-" + i;
    }
    return id;
  }
}
