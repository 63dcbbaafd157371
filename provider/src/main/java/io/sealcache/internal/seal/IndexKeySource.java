package io.sealcache.internal.seal;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeySource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys for what must be readable as long as stored keys are, as data keys are retired one day: the
 * index key seals and opens it, and no other one. Thread-safe.
 */
final class IndexKeySource implements KeySource {
  private final KeySource source;
  private volatile @Nullable Derived last;

  IndexKeySource(KeySource source) {
    this.source = source;
  }

  /** A keyring of the source, and what was made of it. */
  private record Derived(Keyring of, Keyring made) {}

  @Override
  public Keyring keyring(@Nullable String tenant) {
    Keyring keyring = source.keyring(tenant);
    Derived known = last;
    if (known == null || known.of() != keyring) {
      known = new Derived(keyring, new Keyring(keyring.indexKey(), List.of(), null));
      last = known;
    }
    return known.made();
  }

  /** Does nothing: the keys are the source's. */
  @Override
  public void close() {}
}
