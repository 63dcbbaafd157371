package io.sealcache;

import io.sealcache.internal.application.CacheEntry;
import io.sealcache.internal.seal.OpenedEntry;
import io.sealcache.internal.seal.TenantStore;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The entries that open. Each is an access when it is handed out; {@code remove} goes by its key,
 * since the store's iterator has moved on. One thread's.
 */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
  private final Iterator<OpenedEntry<K, V>> entries;
  private final CacheStatistics statistics;
  private final Runnable ensureOpen;
  private final Consumer<K> removal;
  private @Nullable K last;

  EntryIterator(
      TenantStore<K, V> view,
      CacheStatistics statistics,
      Runnable ensureOpen,
      Consumer<K> removal) {
    this.entries = view.iterator();
    this.statistics = statistics;
    this.ensureOpen = ensureOpen;
    this.removal = removal;
  }

  @Override
  public boolean hasNext() {
    ensureOpen.run();
    return entries.hasNext();
  }

  @Override
  public Cache.Entry<K, V> next() {
    ensureOpen.run();
    if (!entries.hasNext()) {
      throw new NoSuchElementException("No further entry");
    }
    OpenedEntry<K, V> entry = entries.next();
    entry.place().touch();
    statistics.read(true);
    last = entry.key();
    return new CacheEntry<>(entry.key(), entry.value());
  }

  @Override
  public void remove() {
    ensureOpen.run();
    K key = last;
    if (key == null) {
      throw new IllegalStateException("next() was not called since the last remove()");
    }
    last = null;
    removal.accept(key);
  }
}
