package io.sealcache.internal.store.infinispan;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to Infinispan. One that changes entries returns once synchronous listeners were told. */
final class InfinispanCalls implements StoreCalls {
  private static final int KEYS_A_REMOVAL = 1_000;

  private final InfinispanEntries<?> entries;
  private final SynchronousEvents events;
  private final InfinispanSession session;

  InfinispanCalls(
      InfinispanEntries<?> entries, SynchronousEvents events, InfinispanSession session) {
    this.entries = new HeardEntries<>(entries, events, session);
    this.events = events;
    this.session = session;
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    return entries.get(key, expiry);
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return entries.getAll(keys, expiry);
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    entries.put(key, value, expiry);
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    entries.putAll(values, expiry);
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return entries.putIfAbsent(key, value, expiry);
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return entries.replace(key, value, expiry);
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return entries.replace(key, expected, value, expiry);
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return entries.remove(key, expected);
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  @Override
  public boolean remove(StoredKey key) {
    if (!events.isRemovalAwaited()) {
      return entries.remove(key);
    }
    OperationExpiry silent = OperationExpiry.silent();
    LostRaces races = LostRaces.ofCall(entries::cacheName);
    for (SealedBytes seen = get(key, silent); seen != null; seen = get(key, silent)) {
      if (StoreCalls.isForeign(seen) ? entries.remove(key) : remove(key, seen)) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  // Not Infinispan's own, which tells no listener.
  @Override
  public void removeAll(Collection<StoredKey> keys) {
    List<EntryCall> removals = new ArrayList<>();
    keys.forEach(key -> removals.add(new EntryCall.Remove(key)));
    makeAll(removals).forEach(Answer::get);
  }

  @Override
  public void removeAll() {
    Set<StoredKey> some = new HashSet<>();
    Iterator<Object> keys = iterator(() -> entries.all().keySet().iterator(), stored -> stored);
    while (keys.hasNext()) {
      Object stored = keys.next();
      StoredKey key = Carriers.key(stored);
      if (key == null) { // nobody is told of it
        call(() -> done(() -> entries.all().remove(stored)));
      } else {
        some.add(key);
      }
      if (some.size() == KEYS_A_REMOVAL || !keys.hasNext()) {
        removeAll(some);
        some.clear();
      }
    }
  }

  @Override
  public boolean makesTogether() {
    return true;
  }

  @Override
  public List<Answer> makeAll(List<EntryCall> calls) {
    return events.isRemovalAwaited()
        ? StoreCalls.super.makeAll(calls) // a removal has to know what it removes
        : entries.makeTogether(calls);
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    return iterator(() -> entries.all().keySet().iterator(), Carriers::key);
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return this.<Map.Entry<?, ?>, ListedEntry>iterator(
        () -> entries.all().entrySet().iterator(),
        entry -> entries.carriers().listed(entry.getKey(), entry.getValue()));
  }

  private <F, T extends @Nullable Object> Iterator<T> iterator(
      Supplier<Iterator<? extends F>> opening, Function<F, T> form) {
    Iterator<? extends F> found = call(opening);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return call(found::hasNext);
      }

      @Override
      public T next() {
        return call(() -> form.apply(found.next()));
      }
    };
  }

  @Override
  public void registerListener(StoreListener listener) {
    call(() -> done(() -> events.register(listener)));
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    call(() -> done(() -> events.deregister(listener)));
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
    return entries.carriers().describe(session.describe());
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    return session.call(call);
  }
}
