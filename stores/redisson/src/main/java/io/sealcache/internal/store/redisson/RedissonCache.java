package io.sealcache.internal.store.redisson;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.CallerExpiryPolicy;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.JCacheListeners;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.UnderWay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.Cache;
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
  private static final Carriers CARRIERS = RedissonCarriers.CARRIERS;

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
    this.events = new SynchronousEvents(cache.getName(), new JCacheListeners(CARRIERS, cache));
  }

  @SuppressWarnings("unchecked") // each of Redisson's caches is one
  private static CacheAsync<String, Object> inFlight(Cache<String, Object> cache) {
    return cache.unwrap(CacheAsync.class);
  }

  @Nullable SealedBytes get(StoredKey key, ExpiryPolicy expiry) {
    return CARRIERS.read(this.<@Nullable Object>call(expiry, () -> cache.get(key.text())));
  }

  FoundEntries getAll(Collection<StoredKey> keys) {
    return CARRIERS.read(fetch(Carriers.texts(keys)));
  }

  private Map<String, Object> fetch(Set<String> keys) {
    return call(SILENT, () -> cache.getAll(keys));
  }

  /** Begins {@link #getAll}. */
  Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys) {
    Supplier<Map<String, Object>> begun =
        begin(SILENT, () -> inFlight.getAllAsync(Carriers.texts(keys)));
    return () -> CARRIERS.read(begun.get());
  }

  void put(StoredKey key, SealedBytes value, ExpiryPolicy expiry) {
    change(
        List.of(Change.write(key, value)),
        expiry,
        () -> done(() -> cache.put(key.text(), value.bytes())));
  }

  void putAll(Map<StoredKey, SealedBytes> entries, ExpiryPolicy expiry) {
    List<Change> changes = new ArrayList<>();
    entries.forEach((key, value) -> changes.add(Change.write(key, value)));
    change(changes, expiry, () -> done(() -> cache.putAll(carriers(entries))));
  }

  /** Begins {@link #putAll}, where no listener is waited for. */
  Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.putAllAsync(carriers(entries)))::get;
  }

  private static Map<String, Object> carriers(Map<StoredKey, SealedBytes> entries) {
    return CARRIERS.of(entries, new HashMap<>());
  }

  boolean putIfAbsent(StoredKey key, SealedBytes value, ExpiryPolicy expiry) {
    return change(
        List.of(Change.write(key, value)),
        expiry,
        () -> cache.putIfAbsent(key.text(), value.bytes()));
  }

  boolean replace(StoredKey key, SealedBytes value, ExpiryPolicy expiry) {
    return change(
        List.of(Change.write(key, value)), expiry, () -> cache.replace(key.text(), value.bytes()));
  }

  boolean replace(StoredKey key, SealedBytes expected, SealedBytes value, ExpiryPolicy expiry) {
    return change(
        List.of(Change.write(key, value)),
        expiry,
        () -> cache.replace(key.text(), expected.bytes(), value.bytes()));
  }

  boolean remove(StoredKey key, SealedBytes expected) {
    return change(
        List.of(Change.removal(key, expected)),
        SILENT,
        () -> cache.remove(key.text(), expected.bytes()));
  }

  /** Whether a change returns only once a listener has been told. */
  boolean isAwaited() {
    return !events.isEmpty();
  }

  BooleanSupplier beginPutIfAbsent(StoredKey key, SealedBytes value, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.putIfAbsentAsync(key.text(), value.bytes()))::get;
  }

  BooleanSupplier beginReplace(
      StoredKey key, SealedBytes expected, SealedBytes value, ExpiryPolicy expiry) {
    return begin(expiry, () -> inFlight.replaceAsync(key.text(), expected.bytes(), value.bytes()))
        ::get;
  }

  BooleanSupplier beginRemove(StoredKey key, SealedBytes expected) {
    return begin(SILENT, () -> inFlight.removeAsync(key.text(), expected.bytes()))::get;
  }

  BooleanSupplier beginRemove(StoredKey key) {
    return begin(SILENT, () -> inFlight.removeAsync(key.text()))::get;
  }

  // The policy is asked before the command is sent, so on this thread.
  private <T extends @Nullable Object> Supplier<T> begin(
      ExpiryPolicy expiry, Supplier<RFuture<T>> beginning) {
    CompletionStage<T> begun = call(expiry, beginning);
    return UnderWay.of(begun)::answer;
  }

  // An event is known by its value, so where one is waited for the value has to be known before.
  boolean remove(StoredKey key) {
    if (!events.isRemovalAwaited()) {
      return call(SILENT, () -> cache.remove(key.text()));
    }
    LostRaces races = LostRaces.ofCall(this::getName);
    for (SealedBytes seen = get(key, SILENT); seen != null; seen = get(key, SILENT)) {
      if (remove(key, seen)) {
        return true;
      }
      races.lost();
    }
    return false;
  }

  void removeAll(Collection<StoredKey> keys) {
    if (events.isRemovalAwaited()) {
      keys.forEach(this::remove);
    } else {
      call(SILENT, () -> done(() -> cache.removeAll(Carriers.texts(keys))));
    }
  }

  /** Whether {@link #removeAllCounted} can be asked. */
  boolean countsRemovals() {
    return removals != null && !events.isRemovalAwaited();
  }

  /** Removes many, where no listener hears removals; gives how many were there. */
  long removeAllCounted(Collection<StoredKey> keys) {
    CountedRemovals counted = requireNonNull(removals, "countsRemovals()");
    return begin(SILENT, () -> counted.begin(keys)).get();
  }

  /** Begins {@link #removeAll(Collection)}, where no listener is waited for. */
  Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return begin(SILENT, () -> inFlight.removeAllAsync(Carriers.texts(keys)))::get;
  }

  void removeAll() {
    if (!events.isRemovalAwaited() || removeOneByOne()) {
      call(SILENT, () -> done(cache::removeAll));
    }
  }

  /** Whether there is something else, of which nobody is told. */
  private boolean removeOneByOne() {
    boolean others = false;
    Iterator<ListedEntry> entries = iterator();
    while (entries.hasNext()) {
      StoredKey key = entries.next().key();
      if (key == null) {
        others = true;
      } else {
        remove(key);
      }
    }
    return others;
  }

  void clear() {
    call(SILENT, () -> done(cache::clear));
  }

  Iterator<ListedEntry> iterator() {
    Iterator<Cache.Entry<String, Object>> all = call(SILENT, cache::iterator); // if it is open
    return pages == null ? new UnexpiredEntries(all, this::fetch) : pages.entries();
  }

  void registerListener(StoreListener listener) {
    call(SILENT, () -> done(() -> events.register(listener)));
  }

  void deregisterListener(StoreListener listener) {
    call(SILENT, () -> done(() -> events.deregister(listener)));
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
    return CARRIERS.describe(cache.getClass().getName());
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
