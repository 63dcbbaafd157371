package io.sealcache.internal.store.infinispan;

import static io.sealcache.internal.store.infinispan.InfinispanCalls.call;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ClientSidePort;
import io.sealcache.internal.store.FoundIterator;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StoreEntries;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache of Infinispan's as a whole, in this JVM or on a server. Thread-safe. */
record InfinispanCache(
    InfinispanCalls calls,
    StoreEntries<?> entries,
    Runnable ending,
    BooleanSupplier stopped,
    AtomicBoolean closed)
    implements StorePort {
  private static final int KEYS_A_REMOVAL = 1_000;

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
    InfinispanEntries entries = new InfinispanEntries(calls, lifespans, patience);
    return new ClientSidePort<>(
        entries,
        lifespans.areEternal(),
        patience,
        new InfinispanCache(calls, entries, ending, stopped, new AtomicBoolean()));
  }

  /** Makes a call about the cache as a whole. */
  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    Object answer = true;
    if (call instanceof StoreCall.Listen listen) {
      Runnable ending = call(() -> calls.listen(listen.listener()));
      answer = (Runnable) () -> made(ending);
    } else if (call instanceof StoreCall.ListEntries listing) {
      answer = list(listing.valued());
    } else if (call instanceof StoreCall.Clear clear && clear.heard()) {
      removeAll();
    } else if (call instanceof StoreCall.Clear) {
      made(calls::clear);
    } else {
      throw new UnsupportedOperationException("No call about the cache as a whole");
    }
    return PendingCall.answered((T) answer);
  }

  // Not Infinispan's own, which tells no listener.
  private void removeAll() {
    Set<StoredKey> some = new HashSet<>();
    Iterator<Object> keys = found(() -> calls.cache().keySet().iterator(), stored -> stored);
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

  private static void made(Runnable step) {
    var unused =
        call(
            () -> {
              step.run();
              return true;
            });
  }

  private Iterator<ListedEntry> list(boolean valued) {
    return valued
        ? found(
            () -> calls.cache().entrySet().iterator(),
            entry -> InfinispanCalls.CARRIER.listed(entry.getKey(), entry.getValue()))
        : found(() -> calls.cache().keySet().iterator(), ValueCarrier::listedKey);
  }

  private static <F, T> Iterator<T> found(
      Supplier<Iterator<? extends F>> opening, Function<F, T> listed) {
    Iterator<? extends F> all = call(opening);
    return new FoundIterator<>(
        () ->
            InfinispanCalls.<@Nullable T>call(
                () -> all.hasNext() ? listed.apply(all.next()) : null));
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
}
