package io.sealcache.internal.store.infinispan;

import static io.sealcache.internal.store.infinispan.InfinispanCalls.call;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.FoundIterator;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.StoreCache;
import io.sealcache.internal.store.StoreEntries;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.ValueCarrier;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** A cache of Infinispan's as a whole, in this JVM or on a server. Thread-safe. */
final class InfinispanCache implements StoreCache {
  private static final int KEYS_A_REMOVAL = 1_000;

  private final InfinispanCalls calls;
  private final StoreEntries<?> entries;
  private final Runnable ending;
  private final BooleanSupplier stopped;
  private final AtomicBoolean closed = new AtomicBoolean();

  private InfinispanCache(
      InfinispanCalls calls, StoreEntries<?> entries, Runnable ending, BooleanSupplier stopped) {
    this.calls = calls;
    this.entries = entries;
    this.ending = ending;
    this.stopped = stopped;
  }

  /**
   * The port to a cache.
   *
   * @param ending lets go of the cache
   * @param stopped whether Infinispan has closed it by itself
   */
  static StorePort port(
      InfinispanCalls calls,
      InfinispanLifespans lifespans,
      Duration patience,
      Runnable ending,
      BooleanSupplier stopped) {
    InfinispanEntries entries = new InfinispanEntries(calls, lifespans);
    return new ClientSidePort(
        entries,
        lifespans.areEternal(),
        patience,
        new SynchronousEvents(
            entries.cacheName(),
            listener -> {
              Runnable registration = call(() -> calls.listen(listener));
              return () -> made(registration);
            }),
        new InfinispanCache(calls, entries, ending, stopped));
  }

  // Not Infinispan's own, which tells no listener.
  @Override
  public void removeAll() {
    Set<StoredKey> some = new HashSet<>();
    Iterator<Object> keys =
        this.<Object, Object>found(() -> calls.cache().keySet().iterator(), stored -> stored);
    while (keys.hasNext()) {
      Object stored = keys.next();
      StoredKey key = ValueCarrier.key(stored);
      if (key == null) { // nobody is told of it
        var unused = call(() -> calls.cache().remove(stored) != null);
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
    made(calls::clear);
  }

  private static void made(Runnable step) {
    var unused =
        call(
            () -> {
              step.run();
              return true;
            });
  }

  @Override
  public Iterator<ListedEntry> iterator(boolean valued) {
    return valued
        ? this.<Map.Entry<?, ?>, ListedEntry>found(
            () -> calls.cache().entrySet().iterator(),
            entry -> InfinispanCalls.CARRIER.listed(entry.getKey(), entry.getValue()))
        : found(() -> calls.cache().keySet().iterator(), ValueCarrier::listedKey);
  }

  private <F, T> Iterator<T> found(Supplier<Iterator<? extends F>> opening, Function<F, T> listed) {
    return new FoundIterator<F, T>(call(opening), listed, InfinispanCalls::call);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      ending.run();
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get() || stopped.getAsBoolean();
  }

  @Override
  public String describe() {
    return InfinispanCalls.CARRIER.describe(calls.describe());
  }
}
