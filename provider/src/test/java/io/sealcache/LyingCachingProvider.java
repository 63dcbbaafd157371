package io.sealcache;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * The reference implementation run by an opponent: it remembers all that was ever stored, and lies
 * when it is told to.
 */
public final class LyingCachingProvider extends RICachingProvider {
  /** The property that hands over the {@link Opponent}. */
  static final String OPPONENT = "test.opponent";

  /** What an opponent remembers, and does. Thread-safe. */
  static final class Opponent {
    private final Map<String, List<Object>> remembered = new ConcurrentHashMap<>();
    private final List<CacheEntryListener<String, Object>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Lie lie;

    /** Lies from now on; null: no more. */
    void tell(@Nullable Lie next) {
      lie = next;
    }

    /** All values that were ever stored under a key, the oldest first. */
    List<Object> valuesOf(String key) {
      return remembered.getOrDefault(key, List.of());
    }

    /** All keys that were ever stored. */
    List<String> keys() {
      return List.copyOf(remembered.keySet());
    }

    private void remember(String key, Object value) {
      remembered.computeIfAbsent(key, none -> new CopyOnWriteArrayList<>()).add(value);
    }

    private Object manager(CacheManager manager) {
      return proxy(
          CacheManager.class,
          (method, arguments) -> {
            Object result = invoke(manager, method, arguments);
            return result instanceof Cache<?, ?> cache ? cache(uncheckedly(cache)) : result;
          });
    }

    @SuppressWarnings("unchecked") // what SealCache stores
    private static Cache<String, Object> uncheckedly(Cache<?, ?> cache) {
      return (Cache<String, Object>) cache;
    }

    private Object cache(Cache<String, Object> cache) {
      return proxy(
          Cache.class,
          (method, arguments) -> {
            observe(method, arguments);
            Lie now = lie;
            Call call = new Call(cache, method, List.of(arguments), this);
            return now == null ? call.make() : now.answer(call);
          });
    }

    @SuppressWarnings("unchecked")
    private void observe(Method method, Object[] arguments) {
      switch (method.getName()) {
        case "put", "putIfAbsent" -> remember((String) arguments[0], arguments[1]);
        case "replace" -> remember((String) arguments[0], arguments[arguments.length - 1]);
        case "putAll" -> ((Map<String, Object>) arguments[0]).forEach(this::remember);
        case "registerCacheEntryListener" ->
            listeners.add(
                (CacheEntryListener<String, Object>)
                    ((CacheEntryListenerConfiguration<String, Object>) arguments[0])
                        .getCacheEntryListenerFactory()
                        .create());
        default -> {}
      }
    }

    /** Tells listeners of what never happened: each old value, under each key. */
    void makeUpEvents(Cache<String, Object> source) {
      List<Object> values = new ArrayList<>();
      remembered.values().forEach(values::addAll);
      values.add("made up");
      for (String key : keys()) {
        for (Object value : values) {
          for (EventType type : EventType.values()) {
            listeners.forEach(listener -> send(listener, new MadeUp(source, type, key, value)));
          }
        }
      }
    }

    private static void send(CacheEntryListener<String, Object> listener, MadeUp event) {
      if (event.getEventType() == EventType.CREATED
          && listener instanceof CacheEntryCreatedListener<String, Object> created) {
        created.onCreated(List.of(event));
      } else if (event.getEventType() == EventType.UPDATED
          && listener instanceof CacheEntryUpdatedListener<String, Object> updated) {
        updated.onUpdated(List.of(event));
      } else if (event.getEventType() == EventType.REMOVED
          && listener instanceof CacheEntryRemovedListener<String, Object> removed) {
        removed.onRemoved(List.of(event));
      } else if (event.getEventType() == EventType.EXPIRED
          && listener instanceof CacheEntryExpiredListener<String, Object> expired) {
        expired.onExpired(List.of(event));
      }
    }
  }

  /** An event of the opponent's own making. */
  private static final class MadeUp extends javax.cache.event.CacheEntryEvent<String, Object> {
    private final String key;
    private final Object value;

    MadeUp(Cache<String, Object> source, EventType type, String key, Object value) {
      super(source, type);
      this.key = key;
      this.value = value;
    }

    @Override
    public String getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      return value;
    }

    @Override
    public Object getOldValue() {
      return value;
    }

    @Override
    public boolean isOldValueAvailable() {
      return true;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new IllegalArgumentException();
    }
  }

  /** One call of SealCache's to the store. */
  record Call(
      Cache<String, Object> cache, Method method, List<Object> arguments, Opponent opponent) {
    String name() {
      return method.getName();
    }

    Object argument(int index) {
      return arguments.get(index);
    }

    /** Has it take effect, and gives the true answer. */
    @Nullable Object make() throws Throwable {
      return invoke(cache, method, arguments.toArray());
    }
  }

  private interface Handler {
    @Nullable Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static Object proxy(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            handler.handle(method, arguments == null ? new Object[0] : arguments));
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw requireNonNull(e.getCause());
    }
  }

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    Opponent opponent = (Opponent) requireNonNull(requireNonNull(properties).get(OPPONENT));
    return (CacheManager) opponent.manager(super.getCacheManager(uri, classLoader, properties));
  }
}
