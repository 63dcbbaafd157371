package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ListedEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store's entries that open, looked for one ahead. One thread's. */
final class OpenedEntries<K, V> implements Iterator<OpenedEntry<K, V>> {
  private final Iterator<ListedEntry> stored;
  private final ObjectSealer sealer;
  private final Function<StoredKey, EntryPlace<V>> places;
  private @Nullable OpenedEntry<K, V> next;

  OpenedEntries(
      Iterator<ListedEntry> stored,
      ObjectSealer sealer,
      Function<StoredKey, EntryPlace<V>> places) {
    this.stored = stored;
    this.sealer = sealer;
    this.places = places;
  }

  @Override
  public boolean hasNext() {
    while (next == null && stored.hasNext()) {
      next = open(stored.next());
    }
    return next != null;
  }

  @Override
  public OpenedEntry<K, V> next() {
    OpenedEntry<K, V> entry = hasNext() ? next : null;
    if (entry == null) {
      throw new NoSuchElementException("No further entry");
    }
    next = null;
    return entry;
  }

  private @Nullable OpenedEntry<K, V> open(ListedEntry entry) {
    AuthenticKey key = sealer.openKey(entry.key());
    if (key == null) {
      return null;
    }
    EntryPlace<V> place = places.apply(key.stored());
    if (!(place.open(entry.value()) instanceof Read.Present<V> present)) {
      return null;
    }
    // A value that opens vouches for the key: who has the index key alone reaches no decoder.
    Object decoded = sealer.decode(key);
    return decoded == null ? null : new OpenedEntry<>(typed(decoded), present.value(), place);
  }

  // As in Read.typed: the codec gives back what it was given.
  @SuppressWarnings("unchecked")
  private K typed(Object key) {
    return (K) key;
  }
}
