package io.sealcache.internal.store.redisson;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.CallerExpiryPolicy;
import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.UnderWay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.redisson.api.CacheAsync;
import org.redisson.api.RFuture;

/**
 * Redisson's cache, each call with the answers to what it asks the expiry policy. A call that
 * changes entries returns once the synchronous listeners have been told. Thread-safe.
 */
final class RedissonCache {
  private static final ExpiryPolicy SILENT = OperationExpiry.silent();

  private final Cache<String, Object> cache;
  private final CacheAsync<String, Object> inFlight;
  private final @Nullable RedissonPages pages;
  private final @Nullable CountedRemovals removals;
  private final SynchronousEvents events;
  private final Runnable whenClosed;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param cache created with {@link CallerExpiryPolicy#FACTORY}, or where no operation asks
   *     anything with a policy that never lets anything expire
   * @param whenClosed is run once
   */
  RedissonCache(Cache<String, Object> cache, Runnable whenClosed) {
    this(cache, RedissonRemovals.of(cache), whenClosed);
  }

  /**
   * @param removals null: a removal of many isn't counted
   */
  RedissonCache(
      Cache<String, Object> cache, @Nullable CountedRemovals removals, Runnable whenClosed) {
    this.cache = cache;
    this.removals = removals;
    this.inFlight = inFlight(cache);
    this.pages = RedissonPages.of(cache);
    this.whenClosed = whenClosed;
    this.events = new SynchronousEvents(cache.getName(), ListenerRegistry.of(cache));
  }

  @SuppressWarnings("unchecked") // each of Redisson's caches is one
  private static CacheAsync<String, Object> inFlight(Cache<String, Object> cache) {
    return cache.unwrap(CacheAsync.class);
  }

  @Nullable Object get(String key, ExpiryPolicy expiry) {
    return this.<@Nullable Object>call(expiry, () -> cache.get(key));
  }

  Map<String, Object> getAll(Set<String> keys) {
    return call(SILENT, () -> cache.getAll(keys));
  }

  /** Begins {@link #getAll}. */
  Supplier<Map<String, Object>> beginGetAll(Set<String> keys) {
    return begin(SILENT, () -> inFlight.getAllAsync(keys));
  }

  void put(String key, Object value, ExpiryPolicy expiry) {
    change(List.of(Change.write(key, value)), expiry, () -> done(() -> cache.put(key, value)));
  }

  void putAll(Map<String, Object> entries, ExpiryPolicy expiry) {
    List<Change> changes = new ArrayList<>();
    entries.forEach((key, value) -> changes.add(Change.write(key, value)));
    change(changes, expiry, () -> done(() -> cache.putAll(entries)));
  }

  /** Begins {@link #putAll}, where no listener is waited for. */
  Runnable beginPutAll(Map<String, Object> entries, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.putAllAsync(entries))::get;
  }

  boolean putIfAbsent(String key, Object value, ExpiryPolicy expiry) {
    return change(List.of(Change.write(key, value)), expiry, () -> cache.putIfAbsent(key, value));
  }

  boolean replace(String key, Object value, ExpiryPolicy expiry) {
    return change(List.of(Change.write(key, value)), expiry, () -> cache.replace(key, value));
  }

  boolean replace(String key, Object expected, Object value, ExpiryPolicy expiry) {
    return change(
        List.of(Change.write(key, value)), expiry, () -> cache.replace(key, expected, value));
  }

  boolean remove(String key, Object expected) {
    return change(
        List.of(Change.removal(key, expected)), SILENT, () -> cache.remove(key, expected));
  }

  /** Whether a change returns only once a listener has been told. */
  boolean isAwaited() {
    return !events.isEmpty();
  }

  BooleanSupplier beginPutIfAbsent(String key, Object value, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.putIfAbsentAsync(key, value))::get;
  }

  BooleanSupplier beginReplace(String key, Object expected, Object value, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.replaceAsync(key, expected, value))::get;
  }

  BooleanSupplier beginRemove(String key, Object expected) {
    return begin(SILENT, () -> inFlight.removeAsync(key, expected))::get;
  }

  BooleanSupplier beginRemove(String key) {
    return begin(SILENT, () -> inFlight.removeAsync(key))::get;
  }

  // The policy is asked before the command is sent, so on this thread.
  private <T extends @Nullable Object> Supplier<T> begin(
      ExpiryPolicy expiry, Supplier<RFuture<T>> beginning) {
    CompletionStage<T> begun = call(expiry, beginning);
    return UnderWay.of(begun)::answer;
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  boolean remove(String key) {
    if (!events.isRemovalAwaited()) {
      return call(SILENT, () -> cache.remove(key));
    }
    LostRaces races = LostRaces.ofCall(this::getName);
    for (Object seen = get(key, SILENT); seen != null; seen = get(key, SILENT)) {
      if (remove(key, seen)) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  void removeAll(Set<String> keys) {
    if (events.isRemovalAwaited()) {
      keys.forEach(this::remove);
    } else {
      call(SILENT, () -> done(() -> cache.removeAll(new HashSet<>(keys))));
    }
  }

  /** Whether {@link #removeAllCounted} can be asked. */
  boolean countsRemovals() {
    return removals != null && !events.isRemovalAwaited();
  }

  /** Removes many, where no listener hears removals; gives how many were there. */
  long removeAllCounted(Set<String> keys) {
    CountedRemovals counted = requireNonNull(removals, "countsRemovals()");
    return begin(SILENT, () -> counted.begin(keys)).get();
  }

  /** Begins {@link #removeAll(Set)}, where no listener is waited for. */
  Runnable beginRemoveAll(Set<String> keys) {
    return begin(SILENT, () -> inFlight.removeAllAsync(new HashSet<>(keys)))::get;
  }

  void removeAll() {
    if (events.isRemovalAwaited()) {
      iterator().forEachRemaining(entry -> remove(entry.getKey()));
    } else {
      call(SILENT, () -> done(cache::removeAll));
    }
  }

  void clear() {
    call(SILENT, () -> done(cache::clear));
  }

  Iterator<Cache.Entry<String, Object>> iterator() {
    Iterator<Cache.Entry<String, Object>> all = call(SILENT, cache::iterator); // if it is open
    return pages == null ? new UnexpiredEntries(all, this::getAll) : pages.entries();
  }

  void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    call(SILENT, () -> done(() -> events.register(configuration)));
  }

  void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    call(SILENT, () -> done(() -> events.deregister(configuration)));
  }

  void close() {
    try {
      cache.close();
    } finally {
      if (!closed.getAndSet(true)) {
        whenClosed.run();
      }
    }
  }

  boolean isClosed() {
    return cache.isClosed();
  }

  String getName() {
    return cache.getName();
  }

  String describe() {
    return cache.getClass().getName();
  }

  private boolean change(List<Change> changes, ExpiryPolicy expiry, Supplier<Boolean> call) {
    return events.during(changes, () -> call(expiry, call));
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private <T extends @Nullable Object> T call(ExpiryPolicy expiry, Supplier<T> call) {
    try (CallerExpiryPolicy.Scope answers = CallerExpiryPolicy.answering(expiry)) {
      return call.get();
    }
  }
}
