package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.infinispan.InfinispanListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import org.infinispan.AdvancedCache;
import org.jspecify.annotations.Nullable;

/**
 * An opponent who runs a store: remembers all that was ever stored in a cache, and lies when it is
 * told to. Thread-safe.
 */
final class Opponent {
  /** Of how many values events are made up at once. */
  private static final int MADE_UP = 8;

  private final Map<String, CopyOnWriteArrayList<Object>> remembered = new ConcurrentHashMap<>();
  private final List<MadeUpEvents> listeners = new CopyOnWriteArrayList<>();
  private final List<Object> inventions;
  private final AtomicInteger invented = new AtomicInteger();
  private final Set<String> liedIn = ConcurrentHashMap.newKeySet();
  private volatile @Nullable FalseAnswer lie;

  /** One who invents values of any type. */
  Opponent() {
    this(List.of("made up", 4711));
  }

  /**
   * One whose store has values of some type only.
   *
   * @param inventions values to show that nobody stored
   */
  Opponent(List<Object> inventions) {
    this.inventions = inventions;
  }

  /** A value that nobody stored, another one each time. */
  Object invent() {
    return inventions.get(invented.getAndIncrement() % inventions.size());
  }

  /** Lies from now on; null: no more. */
  void tell(@Nullable FalseAnswer next) {
    lie = next;
  }

  /** All values that were ever stored under a key, the oldest first. */
  List<Object> valuesOf(String key) {
    return remembered.getOrDefault(key, new CopyOnWriteArrayList<>());
  }

  /** All keys that were ever stored. */
  List<String> keys() {
    return List.copyOf(remembered.keySet());
  }

  /** The methods of the store that were called while it lied. */
  Set<String> liedIn() {
    return liedIn;
  }

  /** Remembers nothing of before. */
  void forget() {
    remembered.clear();
  }

  private void remember(Object key, Object value) {
    remembered
        .computeIfAbsent((String) key, none -> new CopyOnWriteArrayList<>())
        .addIfAbsent(value);
  }

  /** The cache as SealCache is to see it, and what it unwraps to. */
  @SuppressWarnings("unchecked") // of the type that SealCache stores
  Cache<String, Object> cache(Cache<?, ?> cache) {
    return (Cache<String, Object>) lying(Cache.class, cache, StoreWords.OF_JCACHE);
  }

  /** As above, of any type. */
  Object lying(Class<?> type, Object target, StoreWords words) {
    return Proxy.newProxyInstance(
        Opponent.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            answer(
                new StoreCall(
                    target,
                    method,
                    arguments == null ? List.of() : List.of(arguments),
                    words,
                    this)));
  }

  private @Nullable Object answer(StoreCall call) throws Throwable {
    Method method = call.method();
    StoreWords inner =
        method.getName().equals("unwrap") ? StoreWords.of((Class<?>) call.argument(0)) : null;
    if (inner != null) {
      @Nullable Object unwrapped = call.make();
      return unwrapped == null ? null : lying((Class<?>) call.argument(0), unwrapped, inner);
    }
    if (method.getName().equals("withFlags")) {
      return lying(AdvancedCache.class, requireNonNull(call.make()), call.words());
    }
    observe(call);
    FalseAnswer now = lie;
    if (now == null) {
      return call.make();
    }
    liedIn.add(method.getName());
    return now.answer(call);
  }

  private void observe(StoreCall call) {
    List<Object> arguments = call.arguments();
    switch (call.name()) {
      case "put", "putIfAbsent" -> remember(arguments.get(0), arguments.get(1));
      case "replace" -> remember(arguments.get(0), arguments.get(arguments.size() - 1));
      case "putAll" -> ((Map<?, ?>) arguments.get(0)).forEach(this::remember);
      case "registerCacheEntryListener" -> listeners.add(listener(call));
      default -> {}
    }
  }

  @SuppressWarnings("unchecked") // of the type that SealCache registers
  private static MadeUpEvents listener(StoreCall call) {
    return call.argument(0) instanceof CacheEntryListenerConfiguration<?, ?> configuration
        ? MadeUpEvents.to(
            (Cache<String, Object>) call.target(),
            (CacheEntryListener<String, Object>)
                configuration.getCacheEntryListenerFactory().create())
        : MadeUpEvents.to((InfinispanListener) call.argument(0));
  }

  /** Tells listeners of what never happened: old values, under each key. */
  void makeUpEvents() {
    if (listeners.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    remembered.values().forEach(values::addAll);
    values.add("made up");
    for (String key : keys()) {
      for (Object value : values.subList(Math.max(0, values.size() - MADE_UP), values.size())) {
        for (EventType type : EventType.values()) {
          listeners.forEach(listener -> listener.send(type, key, value));
        }
      }
    }
  }
}
