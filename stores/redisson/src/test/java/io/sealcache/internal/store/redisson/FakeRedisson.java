package io.sealcache.internal.store.redisson;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.CallerExpiryPolicy;
import io.sealcache.internal.store.ListenerCall;
import io.sealcache.internal.store.StorePort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.redisson.misc.CompletableFutureWrapper;

/**
 * A cache with Redisson's ways, in this JVM: equality of bytes, events on a thread of its own, an
 * expiry policy that is asked too much. Where Redisson would lose an event or wait for ever, it
 * fails. Methods that the product never calls on Redisson are missing.
 */
public final class FakeRedisson implements AutoCloseable {
  private final ConcurrentHashMap<String, byte[]> entries = new ConcurrentHashMap<>();
  private final List<CacheEntryListenerConfiguration<String, Object>> listeners =
      new CopyOnWriteArrayList<>();
  private final ExpiryPolicy policy = CallerExpiryPolicy.factory().create();
  private final Cache<String, Object> cache = proxy();

  /** Where events are reported from; a test holds them back by keeping it busy. */
  public final ExecutorService reporter = Executors.newSingleThreadExecutor();

  /** The answers that were given to questions about creations, updates and accesses. */
  final List<@Nullable Duration> answers = new ArrayList<>();

  /** Keys that have expired, which only the iterator still shows. */
  final Set<String> expired = ConcurrentHashMap.newKeySet();

  public Cache<String, Object> cache() {
    return cache;
  }

  /** The product's calls to it, for a policy whose answers never change. */
  public StorePort calls() {
    return calls(cache, new CacheExpiry(new TouchedExpiryPolicy(Duration.ONE_HOUR)));
  }

  /** The product's calls to a cache with Redisson's ways. */
  public static StorePort calls(Cache<String, Object> cache, CacheExpiry expiry) {
    return RedissonAdapter.port(cache, expiry);
  }

  @SuppressWarnings("unchecked")
  private Cache<String, Object> proxy() {
    return (Cache<String, Object>)
        Proxy.newProxyInstance(
            FakeRedisson.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              try {
                return FakeRedisson.class
                    .getDeclaredMethod(method.getName(), method.getParameterTypes())
                    .invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Whether calls that are only begun are never answered. */
  volatile boolean silent;

  /** How many calls were only begun. */
  volatile int begun;

  /** Redisson's calls that are only begun; here each is done at once. */
  Object unwrap(Class<?> type) {
    return Proxy.newProxyInstance(
        FakeRedisson.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          count();
          if (silent) {
            return new CompletableFutureWrapper<>(new CompletableFuture<>());
          }
          try {
            return new CompletableFutureWrapper<>(
                FakeRedisson.class
                    .getDeclaredMethod(
                        method.getName().replace("Async", ""), method.getParameterTypes())
                    .invoke(this, arguments));
          } catch (InvocationTargetException e) {
            return new CompletableFutureWrapper<>(e.getCause());
          }
        });
  }

  private synchronized void count() {
    begun++;
  }

  @Nullable Object get(Object key) {
    ask(policy.getExpiryForAccess());
    return expired.contains(key) ? null : entries.get(key);
  }

  Map<Object, Object> getAll(Set<?> keys) {
    if (policy.getExpiryForAccess() != null) {
      throw new AssertionError("As an access, getAll revives what has expired");
    }
    Map<Object, Object> found = new HashMap<>();
    keys.forEach(
        key -> {
          Object value = get(key);
          if (value != null) {
            found.put(key, value);
          }
        });
    return found;
  }

  synchronized void put(Object key, Object value) {
    ask(policy.getExpiryForCreation());
    ask(policy.getExpiryForUpdate());
    byte[] old = entries.put((String) key, (byte[]) value);
    report(old == null ? EventType.CREATED : EventType.UPDATED, key, value, old);
  }

  void putAll(Map<?, ?> map) {
    map.forEach(this::put);
  }

  synchronized boolean putIfAbsent(Object key, Object value) {
    ask(policy.getExpiryForCreation());
    boolean won = entries.putIfAbsent((String) key, (byte[]) value) == null;
    if (won) {
      report(EventType.CREATED, key, value, null);
    }
    return won;
  }

  boolean replace(Object key, Object value) {
    byte[] seen = entries.get(key);
    return seen != null && replace(key, seen, value);
  }

  synchronized boolean replace(Object key, Object expected, Object value) {
    byte[] seen = entries.get(key);
    boolean won = seen != null && Arrays.equals(seen, (byte[]) expected);
    ask(won ? policy.getExpiryForUpdate() : policy.getExpiryForAccess());
    if (won) {
      entries.put((String) key, (byte[]) value);
      report(EventType.UPDATED, key, value, seen);
    }
    return won;
  }

  boolean remove(Object key) {
    byte[] seen = entries.get(key);
    return seen != null && remove(key, seen);
  }

  synchronized boolean remove(Object key, Object expected) {
    byte[] seen = entries.get(key);
    boolean won = seen != null && Arrays.equals(seen, (byte[]) expected);
    if (won) {
      entries.remove(key);
      report(EventType.REMOVED, key, requireNonNull(seen), seen);
    }
    return won;
  }

  void removeAll(Set<?> keys) {
    keys.forEach(this::remove);
  }

  void removeAll() {
    removeAll(Set.copyOf(entries.keySet()));
  }

  void clear() {
    entries.clear();
  }

  public Iterator<Cache.Entry<String, Object>> iterator() {
    List<Cache.Entry<String, Object>> all = new ArrayList<>();
    entries.forEach((key, value) -> all.add(new Raw(key, value)));
    return all.iterator();
  }

  private record Raw(String getKey, Object getValue) implements Cache.Entry<String, Object> {
    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException();
    }
  }

  void registerCacheEntryListener(CacheEntryListenerConfiguration<String, Object> listener) {
    if (listener.isSynchronous()) {
      throw new AssertionError("Redisson publishes half the events only to such a listener");
    }
    listeners.add(listener);
  }

  void deregisterCacheEntryListener(CacheEntryListenerConfiguration<String, Object> listener) {
    listeners.remove(listener);
  }

  /**
   * Makes a call that waits a second for its events. If that was too little for a busy machine,
   * they are waited for here.
   *
   * @return whether it was enough
   */
  public boolean make(Runnable call) throws Exception {
    long begun = System.nanoTime();
    call.run();
    boolean enough = System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(1);
    if (!enough) {
      reporter.submit(() -> {}).get();
    }
    return enough;
  }

  /** The listeners that are registered. */
  public List<CacheEntryListener<?, ?>> registered() {
    return listeners.stream()
        .<CacheEntryListener<?, ?>>map(each -> each.getCacheEntryListenerFactory().create())
        .toList();
  }

  /** How many listeners are registered. */
  public int listeners() {
    return listeners.size();
  }

  boolean isClosed() {
    return false;
  }

  String getName() {
    return "fake";
  }

  private void ask(@Nullable Duration answer) {
    if (answer != null && answer.isZero()) {
      throw new AssertionError("Redisson's event of an entry that expires at once is lost");
    }
    answers.add(answer);
  }

  /** Reports an event as one that another JVM caused. */
  public void report(EventType type, Object key, Object value, byte @Nullable [] old) {
    CacheEntryEvent<String, Object> event = new Event(cache, type, key, value, old);
    for (var listener : listeners) {
      reporter.execute(
          () -> ListenerCall.tell(listener.getCacheEntryListenerFactory().create(), event));
    }
  }

  @Override
  public void close() {
    reporter.shutdownNow();
  }

  private static final class Event extends CacheEntryEvent<String, Object> {
    private static final long serialVersionUID = 1L;

    private final transient Object key;
    private final transient Object value;
    private final transient byte @Nullable [] old;

    Event(
        Cache<String, Object> cache,
        EventType type,
        Object key,
        Object value,
        byte @Nullable [] old) {
      super(cache, type);
      this.key = key;
      this.value = value;
      this.old = old;
    }

    @Override
    public String getKey() {
      return (String) key;
    }

    @Override
    public Object getValue() {
      return value;
    }

    @Override
    public @Nullable Object getOldValue() {
      return old;
    }

    @Override
    public boolean isOldValueAvailable() {
      return old != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException();
    }
  }
}
