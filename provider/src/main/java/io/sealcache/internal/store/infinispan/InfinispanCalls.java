package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/** Calls to Infinispan. One that changes entries returns once synchronous listeners were told. */
final class InfinispanCalls implements StoreCalls {
  private final InfinispanEntries<?> entries;
  private final SynchronousEvents events;
  private final InfinispanSession session;

  InfinispanCalls(
      InfinispanEntries<?> entries, SynchronousEvents events, InfinispanSession session) {
    this.entries = entries;
    this.events = events;
    this.session = session;
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return this.<@Nullable Object>call(() -> entries.get(key, expiry));
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return call(() -> entries.getAll(keys, expiry));
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    change(List.of(Change.write(key, value)), () -> done(() -> entries.put(key, value, expiry)));
  }

  @Override
  public void putAll(Map<String, Object> values, OperationExpiry expiry) {
    List<Change> changes = new ArrayList<>();
    values.forEach((key, value) -> changes.add(Change.write(key, value)));
    change(changes, () -> done(() -> entries.putAll(values, expiry)));
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return change(List.of(Change.write(key, value)), () -> entries.putIfAbsent(key, value, expiry));
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return change(List.of(Change.write(key, value)), () -> entries.replace(key, value, expiry));
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return change(
        List.of(Change.write(key, value)), () -> entries.replace(key, expected, value, expiry));
  }

  @Override
  public boolean remove(String key, Object expected) {
    return change(List.of(Change.removal(key, expected)), () -> entries.remove(key, expected));
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  @Override
  public boolean remove(String key) {
    if (!events.isRemovalAwaited()) {
      return call(() -> entries.remove(key));
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

  @Override
  public void removeAll(Set<String> keys) {
    keys.forEach(this::remove);
  }

  @Override
  public void removeAll() {
    removeAll(call(() -> Set.copyOf(entries.all().keySet())));
  }

  @Override
  public void clear() {
    call(() -> done(entries::clear));
  }

  @Override
  public Iterator<Cache.Entry<String, Object>> iterator() {
    Iterator<Map.Entry<String, Object>> found = call(() -> entries.all().entrySet().iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return call(found::hasNext);
      }

      @Override
      public Cache.Entry<String, Object> next() {
        return call(() -> new ListedEntry(found.next()));
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

  private boolean change(List<Change> changes, Supplier<Boolean> call) {
    return events.during(changes, () -> call(call));
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    return session.call(call);
  }
}
