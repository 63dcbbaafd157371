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
  private final ValuesAhead.Slot<K, V> next;

  OpenedEntries(
      Iterator<ListedEntry> stored,
      ObjectSealer sealer,
      Function<StoredKey, EntryPlace<V>> places,
      ValuesAhead ahead) {
    this.stored = stored;
    this.sealer = sealer;
    this.places = places;
    this.next = ahead.of(this);
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && stored.hasNext()) {
      OpenedEntry<K, V> opened = open(stored.next());
      if (opened != null) {
        next.fill(opened);
      }
    }
    if (next.isEmpty()) {
      next.end();
      return false;
    }
    return true;
  }

  @Override
  public OpenedEntry<K, V> next() {
    OpenedEntry<K, V> entry = hasNext() ? next.take() : null;
    if (entry == null) { // taken away where the store was closed meanwhile
      throw new NoSuchElementException("No further entry");
    }
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
    if (decoded == null) {
      place.release(present);
      return null;
    }
    return new OpenedEntry<>(typed(decoded), present.value(), place);
  }

  // As in Read.typed: the codec gives back what it was given.
  @SuppressWarnings("unchecked")
  private K typed(Object key) {
    return (K) key;
  }
}
