package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.seal.TenantStore;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.Unwrap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose keys and values the wrapped store sees as ciphertext only. Behaves as JSR-107
 * demands of one that stores by value; each operation throws {@link IllegalStateException} once the
 * cache is closed, and what the store throws. An entry that can't be opened is a miss, or with
 * {@code on-unreadable=fail} an {@link UnreadableEntryException}. Thread-safe.
 */
public final class EncryptedCache<K, V> implements Cache<K, V> {
  private final CacheManager manager;
  private final Consumer<EncryptedCache<?, ?>> closing;
  private final CacheConfiguration<K, V> configuration;
  private final CacheComponents<K, V> components;
  private final CacheReads<K, V> reads;
  private final CacheWrites<K, V> writes;
  private final BulkWrites<K, V> bulkWrites;
  private final CacheListeners<K, V> listeners;
  private final AtomicBoolean closed = new AtomicBoolean();

  EncryptedCache(
      CacheManager manager,
      Consumer<EncryptedCache<?, ?>> closing,
      CacheConfiguration<K, V> configuration,
      CacheComponents<K, V> components) {
    this.manager = manager;
    this.closing = closing;
    this.configuration = configuration;
    this.components = components;
    this.reads = new CacheReads<>(components);
    this.writes = new CacheWrites<>(components);
    this.bulkWrites = new BulkWrites<>(components);
    this.listeners = new CacheListeners<>(this, configuration, components);
  }

  @Override
  public @Nullable V get(K key) {
    K wanted = open(key);
    // Not by time(): the JIT inlines fifteen calls deep, and they reach down to the codec.
    try (CacheStatistics.Counted counted = statistics().begin()) {
      return reads.get(loading(), wanted);
    }
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    Set<? extends K> wanted = openAll(keys);
    try (CacheStatistics.Counted counted = statistics().begin()) {
      return reads.getAll(loading(), wanted);
    }
  }

  @Override
  public boolean containsKey(K key) {
    K wanted = open(key);
    return reads.containsKey(existing(), wanted);
  }

  @Override
  public void loadAll(
      Set<? extends K> keys,
      boolean replaceExistingValues,
      @Nullable CompletionListener completionListener) {
    Set<? extends K> wanted = openAll(keys);
    reads.loadAll(view(), wanted, replaceExistingValues, completionListener);
  }

  @Override
  public void put(K key, V value) {
    K place = open(key);
    V checked = configuration.check(place, value);
    try (CacheStatistics.Counted counted = statistics().begin()) {
      writes.put(view(), place, checked);
    }
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    K place = open(key);
    V checked = configuration.check(place, value);
    return statistics().time(() -> writes.getAndPut(view(), place, checked));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    ensureOpen();
    requireNonNull(map, "map")
        .forEach((key, value) -> configuration.check(requireNonNull(key, "key"), value));
    try (CacheStatistics.Counted counted = statistics().begin()) {
      bulkWrites.putAll(view(), map);
    }
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    K place = open(key);
    V checked = configuration.check(place, value);
    return statistics().time(() -> writes.putIfAbsent(view(), place, checked));
  }

  @Override
  public boolean remove(K key) {
    K place = open(key);
    return statistics().time(() -> writes.remove(existing(), place));
  }

  @Override
  public boolean remove(K key, V oldValue) {
    K place = open(key);
    V compared = requireNonNull(oldValue, "oldValue");
    return statistics().time(() -> writes.remove(existing(), place, compared));
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    K place = open(key);
    return statistics().<@Nullable V>time(() -> writes.getAndRemove(existing(), place));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    K place = open(key);
    V compared = requireNonNull(oldValue, "oldValue");
    V checked = configuration.check(place, newValue);
    return statistics().time(() -> writes.replace(existing(), place, compared, checked));
  }

  @Override
  public boolean replace(K key, V value) {
    K place = open(key);
    V checked = configuration.check(place, value);
    return statistics().time(() -> writes.replace(existing(), place, checked));
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    K place = open(key);
    V checked = configuration.check(place, value);
    return statistics().time(() -> writes.getAndReplace(existing(), place, checked));
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    Set<? extends K> places = openAll(keys);
    statistics().timed(() -> bulkWrites.removeAll(existing(), places));
  }

  @Override
  public void removeAll() {
    ensureOpen();
    statistics().timed(() -> bulkWrites.removeAll(existing()));
  }

  @Override
  public void clear() {
    ensureOpen();
    components.locks().outdateAll();
    existing().clear();
  }

  @Override
  public <T> @Nullable T invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    K place = open(key);
    requireNonNull(entryProcessor, "entryProcessor");
    return statistics()
        .<@Nullable T>time(
            () -> new ProcessorRun<>(components, view(), entryProcessor, arguments).invoke(place));
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    Set<? extends K> places = openAll(keys);
    requireNonNull(entryProcessor, "entryProcessor");
    return statistics()
        .time(
            () -> {
              TenantStore<K, V> view = view();
              return new ProcessorBatch<>(
                      components,
                      view,
                      new ProcessorRun<>(components, view, entryProcessor, arguments))
                  .invokeAll(places);
            });
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    ensureOpen();
    TenantStore<K, V> view = existing();
    return new EntryIterator<>(
        view, components.statistics(), this::ensureOpen, key -> writes.remove(view, key));
  }

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    ensureOpen();
    listeners.register(requireNonNull(listener, "cacheEntryListenerConfiguration"));
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
    ensureOpen();
    listeners.deregister(requireNonNull(listener, "cacheEntryListenerConfiguration"));
  }

  @Override
  public String getName() {
    return components.name();
  }

  @Override
  public CacheManager getCacheManager() {
    return manager;
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    return configuration.as(type);
  }

  /**
   * Gives this, or as an {@link EncryptionMXBean} what its MBean tells; never the store's cache.
   */
  @Override
  public <T> T unwrap(Class<T> type) {
    return type == EncryptionMXBean.class
        ? type.cast(new EncryptionBean(components))
        : Unwrap.to(type, this);
  }

  @Override
  public void close() {
    if (!isClosed()) {
      closing.accept(this);
    }
  }

  /** Calls no user code any more; {@link #release} waits for what runs. */
  void shut() {
    listeners.shut();
    components.code().shut();
  }

  /** Closes the cache, of which its manager knows. */
  void release() {
    if (closed.getAndSet(true)) {
      return;
    }
    CacheException failure = new CacheException("Cache '" + getName() + "' failed to close");
    listeners.close(failure);
    ApplicationObject.closeAfter(failure, components::close);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  CacheConfiguration<K, V> configuration() {
    return configuration;
  }

  CacheListeners<K, V> listeners() {
    return listeners;
  }

  CacheComponents<K, V> components() {
    return components;
  }

  CacheStatistics statistics() {
    return components.statistics();
  }

  @Override
  public String toString() {
    return "EncryptedCache[" + getName() + "]";
  }

  private TenantStore<K, V> view() {
    return components.store().of(components.tenant().name());
  }

  /** For what stores nothing, so that a tenant without keys gets none by it. */
  TenantStore<K, V> existing() {
    return components.store().existing(components.tenant().name());
  }

  private TenantStore<K, V> loading() {
    return components.reads().loadsOnMiss() ? view() : existing();
  }

  private K open(K key) {
    ensureOpen();
    return requireNonNull(key, "key");
  }

  private <T extends Set<? extends K>> T openAll(T keys) {
    ensureOpen();
    requireNonNull(keys, "keys").forEach(key -> requireNonNull(key, "key"));
    return keys;
  }

  void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException("Cache '" + getName() + "' is closed");
    }
  }
}
