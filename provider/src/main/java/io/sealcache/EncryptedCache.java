package io.sealcache;

import static io.sealcache.CacheStatistics.GET;
import static io.sealcache.CacheStatistics.PUT;
import static io.sealcache.CacheStatistics.REMOVAL;
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
  private final Management management;
  private final AtomicBoolean closed = new AtomicBoolean();

  EncryptedCache(
      CacheManager manager,
      Consumer<EncryptedCache<?, ?>> closing,
      EncryptedConfiguration<K, V> applications,
      CacheComponents<K, V> components) {
    this.manager = manager;
    this.closing = closing;
    this.configuration = new CacheConfiguration<>(applications, components.statistics());
    this.components = components;
    this.reads = new CacheReads<>(components);
    this.writes = new CacheWrites<>(components);
    this.bulkWrites = new BulkWrites<>(components);
    this.listeners = new CacheListeners<>(this, configuration, components);
    this.management = new Management(manager.getURI(), components, configuration);
  }

  @Override
  public @Nullable V get(K key) {
    open(key);
    return reads.get(loading(), key);
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    openAll(keys);
    return reads.getAll(loading(), keys);
  }

  @Override
  public boolean containsKey(K key) {
    open(key);
    return reads.containsKey(existing(), key);
  }

  @Override
  public void loadAll(
      Set<? extends K> keys,
      boolean replaceExistingValues,
      @Nullable CompletionListener completionListener) {
    openAll(keys);
    reads.loadAll(view(), keys, replaceExistingValues, completionListener);
  }

  @Override
  public void put(K key, V value) {
    check(key, value);
    // Not by time(): the JIT inlines fifteen calls deep, and they reach down to the codec.
    long begun = statistics().begin();
    writes.put(view(), key, value);
    statistics().end(PUT, begun);
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    check(key, value);
    return statistics().time(GET | PUT, () -> writes.getAndPut(view(), key, value));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    ensureOpen();
    requireNonNull(map, "map")
        .forEach((key, value) -> configuration.check(requireNonNull(key, "key"), value));
    bulkWrites.putAll(view(), map);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    check(key, value);
    return statistics().time(PUT, () -> writes.putIfAbsent(view(), key, value));
  }

  @Override
  public boolean remove(K key) {
    open(key);
    return statistics().time(REMOVAL, () -> writes.remove(existing(), key));
  }

  @Override
  public boolean remove(K key, V oldValue) {
    open(key);
    requireNonNull(oldValue, "oldValue");
    return statistics().time(REMOVAL, () -> writes.remove(existing(), key, oldValue));
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    open(key);
    return statistics()
        .<@Nullable V>time(GET | REMOVAL, () -> writes.getAndRemove(existing(), key));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    check(key, newValue);
    requireNonNull(oldValue, "oldValue");
    return statistics().time(PUT, () -> writes.replace(existing(), key, oldValue, newValue));
  }

  @Override
  public boolean replace(K key, V value) {
    check(key, value);
    return statistics().time(PUT, () -> writes.replace(existing(), key, value));
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    check(key, value);
    return statistics().time(GET | PUT, () -> writes.getAndReplace(existing(), key, value));
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    openAll(keys);
    bulkWrites.removeAll(existing(), keys);
  }

  @Override
  public void removeAll() {
    ensureOpen();
    bulkWrites.removeAll(existing());
  }

  @Override
  public void clear() {
    ensureOpen();
    components.locks().outdateAll();
    existing().clear(false);
  }

  @Override
  public <T> @Nullable T invoke(
      K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    open(key);
    requireNonNull(entryProcessor, "entryProcessor");
    return processorRun(entryProcessor, arguments).invoke(key);
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
    openAll(keys);
    requireNonNull(entryProcessor, "entryProcessor");
    return processorRun(entryProcessor, arguments).invokeAll(keys);
  }

  private <T> ProcessorRun<K, V, T> processorRun(
      EntryProcessor<K, V, T> processor, Object... arguments) {
    return new ProcessorRun<>(components, view(), configuration::check, processor, arguments);
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

  /** Closes the cache, of which its manager knows. */
  void release() {
    if (closed.getAndSet(true)) {
      return;
    }
    CacheException failure = new CacheException("Cache '" + getName() + "' failed to close");
    ApplicationObject.closeAfter(failure, management::close);
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

  Management management() {
    return management;
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

  private void open(K key) {
    ensureOpen();
    requireNonNull(key, "key");
  }

  private void openAll(Set<? extends K> keys) {
    ensureOpen();
    requireNonNull(keys, "keys").forEach(key -> requireNonNull(key, "key"));
  }

  private void check(K key, V value) {
    open(key);
    configuration.check(key, value);
  }

  void ensureOpen() {
    if (closed.get()) {
      throw new IllegalStateException("Cache '" + getName() + "' is closed");
    }
  }
}
