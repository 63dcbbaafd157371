package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The entries that a store lists, without those that have expired meanwhile. One thread's. */
public final class ListedEntries implements Iterator<ListedEntry> {
  private final Iterator<? extends Cache.@Nullable Entry<?, ?>> entries;
  private final Carriers carriers;
  private @Nullable ListedEntry next;

  public ListedEntries(Iterator<? extends Cache.@Nullable Entry<?, ?>> entries, Carriers carriers) {
    this.entries = entries;
    this.carriers = carriers;
  }

  @Override
  public boolean hasNext() {
    while (next == null && entries.hasNext()) {
      // A store shows an entry that expired meanwhile as null, or with a null value.
      Cache.@Nullable Entry<?, ?> entry = entries.next();
      Object value = entry == null ? null : entry.getValue();
      next = entry == null || value == null ? null : carriers.listed(entry.getKey(), value);
    }
    return next != null;
  }

  @Override
  public ListedEntry next() {
    ListedEntry found = hasNext() ? next : null;
    if (found == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return found;
  }
}
