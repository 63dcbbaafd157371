package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
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
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return entries.get(key, expiry);
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return entries.getAll(keys, expiry);
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    entries.put(key, value, expiry);
  }

  @Override
  public void putAll(Map<String, Object> values, OperationExpiry expiry) {
    entries.putAll(values, expiry);
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return entries.putIfAbsent(key, value, expiry);
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return entries.replace(key, value, expiry);
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return entries.replace(key, expected, value, expiry);
  }

  @Override
  public boolean remove(String key, Object expected) {
    return entries.remove(key, expected);
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  @Override
  public boolean remove(String key) {
    if (!events.isRemovalAwaited()) {
      return entries.remove(key);
    }
    OperationExpiry silent = OperationExpiry.silent();
    LostRaces races = LostRaces.ofCall(entries::cacheName);
    for (Object seen = get(key, silent); seen != null; seen = get(key, silent)) {
      if (remove(key, seen)) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  // Not Infinispan's own, which tells no listener.
  @Override
  public void removeAll(Set<String> keys) {
    List<EntryCall> removals = new ArrayList<>();
    keys.forEach(key -> removals.add(new EntryCall.Remove(key)));
    makeAll(removals).forEach(Answer::get);
  }

  @Override
  public void removeAll() {
    Set<String> some = new HashSet<>();
    Iterator<String> keys = iterator(() -> entries.all().keySet().iterator(), key -> key);
    while (keys.hasNext()) {
      some.add(keys.next());
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
  public Iterator<@Nullable Object> keys() {
    return iterator(() -> entries.all().keySet().iterator(), key -> key);
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return iterator(() -> entries.all().entrySet().iterator(), ListedEntry::new);
  }

  private <F, T extends @Nullable Object> Iterator<T> iterator(
      Supplier<Iterator<F>> opening, Function<F, T> form) {
    Iterator<F> found = call(opening);
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
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    call(() -> done(() -> events.register(configuration)));
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    call(() -> done(() -> events.deregister(configuration)));
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
    return session.describe();
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    return session.call(call);
  }
}
