package io.sealcache.internal.seal;

import io.sealcache.keys.KeySource;
import io.sealcache.keys.Keyring;
import io.sealcache.keys.MasterKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys for what must be readable as long as stored keys are: the index key seals it, as data keys
 * are retired one day. Those still open what they sealed. Thread-safe.
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
      known = new Derived(keyring, sealingWithTheIndexKey(keyring));
      last = known;
    }
    return known.made();
  }

  private static Keyring sealingWithTheIndexKey(Keyring keyring) {
    MasterKey index = keyring.indexKey();
    List<MasterKey> others = new ArrayList<>(keyring.previous());
    others.add(keyring.current());
    others.removeIf(key -> key.id() == index.id());
    return new Keyring(index, others, null);
  }

  /** Does nothing: the keys are the source's. */
  @Override
  public void close() {}
}
