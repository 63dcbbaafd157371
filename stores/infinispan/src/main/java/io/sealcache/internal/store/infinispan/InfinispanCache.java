package io.sealcache.internal.store.infinispan;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreCache;
import io.sealcache.internal.store.StoreEntries;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache of Infinispan's as a whole, in this JVM or on a server. Thread-safe. */
final class InfinispanCache implements StoreCache {
  private static final int KEYS_A_REMOVAL = 1_000;

  private final InfinispanCalls calls;
  private final StoreEntries<?> entries;
  private final Carriers carriers;
  private final InfinispanSession session;

  private InfinispanCache(
      InfinispanCalls calls,
      StoreEntries<?> entries,
      Carriers carriers,
      InfinispanSession session) {
    this.calls = calls;
    this.entries = entries;
    this.carriers = carriers;
    this.session = session;
  }

  /** The port to a cache. */
  static StorePort port(
      InfinispanCalls calls,
      InfinispanLifespans lifespans,
      InfinispanEvents events,
      Carriers carriers,
      InfinispanSession session) {
    InfinispanEntries entries = new InfinispanEntries(calls, carriers, session, lifespans);
    return ClientSidePort.of(
        entries,
        lifespans.areEternal(),
        new SynchronousEvents(entries.cacheName(), events),
        new InfinispanCache(calls, entries, carriers, session));
  }

  // Not Infinispan's own, which tells no listener.
  @Override
  public void removeAll() {
    Set<StoredKey> some = new HashSet<>();
    Iterator<Object> keys = iterator(() -> calls.cache().keySet().iterator(), stored -> stored);
    while (keys.hasNext()) {
      Object stored = keys.next();
      StoredKey key = Carriers.key(stored);
      if (key == null) { // nobody is told of it
        session.run(() -> calls.cache().remove(stored));
      } else {
        some.add(key);
      }
      if (some.size() == KEYS_A_REMOVAL || !keys.hasNext()) {
        entries.removeAll(some).answer();
        some.clear();
      }
    }
  }

  @Override
  public void clear() {
    session.run(calls::clear);
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return this.<Map.Entry<?, ?>, ListedEntry>iterator(
        () -> calls.cache().entrySet().iterator(),
        entry -> carriers.listed(entry.getKey(), entry.getValue()));
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    return iterator(() -> calls.cache().keySet().iterator(), Carriers::key);
  }

  private <F, T extends @Nullable Object> Iterator<T> iterator(
      Supplier<Iterator<? extends F>> opening, Function<F, T> form) {
    Iterator<? extends F> found = session.call(opening);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return session.call(found::hasNext);
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return session.call(() -> form.apply(found.next()));
      }
    };
  }

  @Override
  public void close() {
    session.close();
  }

  @Override
  public boolean isClosed() {
    return session.isClosed();
  }

  @Override
  public String describe() {
    return carriers.describe(session.describe());
  }
}
