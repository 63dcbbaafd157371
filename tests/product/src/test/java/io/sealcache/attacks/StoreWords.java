package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;

import com.hazelcast.cache.impl.ICacheInternal;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.infinispan.AdvancedCache;
import org.infinispan.CacheSet;
import org.infinispan.commons.util.Closeables;
import org.infinispan.container.entries.ImmortalCacheEntry;
import org.jspecify.annotations.Nullable;
import org.redisson.api.CacheAsync;
import org.redisson.api.RFuture;
import org.redisson.misc.CompletableFutureWrapper;

/** The names of a store's own calls in terms of JCache's, and how it answers them. */
enum StoreWords {
  /** JCache's own, and those of Hazelcast and Redisson, which add policies and futures. */
  OF_JCACHE {
    @Override
    String name(Method method) {
      return method.getName().replace("Async", "");
    }

    @Override
    @Nullable Object form(Method method, @Nullable Object answer) {
      return answer;
    }
  },

  /** Infinispan's, whose answers are what was there before, and whose entries are its own. */
  OF_INFINISPAN {
    @Override
    String name(Method method) {
      String name = method.getName().replace("Async", "");
      return switch (name) {
        case "getCacheEntry" -> "get";
        case "getAllCacheEntries" -> "getAll";
        case "entrySet", "keySet" -> "iterator";
        case "addListener" -> "registerCacheEntryListener";
        default -> name;
      };
    }

    @Override
    @Nullable Object form(Method method, @Nullable Object answer) {
      return switch (method.getName()) {
        case "getCacheEntry", "getCacheEntryAsync" ->
            answer == null ? null : new ImmortalCacheEntry("its key", answer);
        case "getAllCacheEntries" -> entries((Map<?, ?>) requireNonNull(answer));
        case "putIfAbsent", "putIfAbsentAsync" -> Boolean.TRUE.equals(answer) ? null : "another's";
        case "remove", "removeAsync" ->
            method.getParameterCount() > 1
                ? answer
                : Boolean.TRUE.equals(answer) ? "what was there" : null;
        case "entrySet" ->
            listed(
                (Iterator<?>) requireNonNull(answer),
                entry -> Map.entry(entry.getKey(), entry.getValue()));
        case "keySet" -> listed((Iterator<?>) requireNonNull(answer), Cache.Entry::getKey);
        default -> answer;
      };
    }
  };

  /** JCache's name of a call; that of the method where it is none. */
  abstract String name(Method method);

  abstract @Nullable Object form(Method method, @Nullable Object answer);

  /** The keys and values of a call. */
  static List<Object> arguments(List<Object> all) {
    List<Object> arguments = new ArrayList<>();
    for (Object argument : all) {
      if (!(argument instanceof ExpiryPolicy
          || argument instanceof Long
          || argument instanceof TimeUnit)) {
        arguments.add(argument);
      }
    }
    return arguments;
  }

  /**
   * The answer of the store.
   *
   * @param answer JCache's
   */
  @Nullable Object say(Method method, @Nullable Object answer) {
    @Nullable Object formed = form(method, answer);
    return isBegun(method) ? begun(method, CompletableFuture.completedFuture(formed)) : formed;
  }

  /** The failure of the store, instead of an answer. */
  static Object fail(Method method, RuntimeException failure) {
    if (isBegun(method)) {
      return begun(method, CompletableFuture.failedFuture(failure));
    }
    throw failure;
  }

  private static boolean isBegun(Method method) {
    return CompletionStage.class.isAssignableFrom(method.getReturnType());
  }

  private static Object begun(Method method, CompletableFuture<?> answer) {
    return method.getReturnType() == RFuture.class
        ? new CompletableFutureWrapper<>(answer)
        : answer;
  }

  private static Map<Object, Object> entries(Map<?, ?> found) {
    Map<Object, Object> entries = new HashMap<>();
    found.forEach((key, value) -> entries.put(key, new ImmortalCacheEntry(key, value)));
    return entries;
  }

  private interface Form {
    Object of(Cache.Entry<?, ?> entry);
  }

  private static Object listed(Iterator<?> entries, Form form) {
    List<Object> formed = new ArrayList<>();
    entries.forEachRemaining(entry -> formed.add(form.of((Cache.Entry<?, ?>) entry)));
    return Proxy.newProxyInstance(
        StoreWords.class.getClassLoader(),
        new Class<?>[] {CacheSet.class},
        (proxy, method, none) -> {
          if (method.getName().equals("iterator")) {
            return Closeables.iterator(formed.iterator());
          }
          throw new AssertionError("Nothing else is asked: " + method);
        });
  }

  /** The words of what a cache is unwrapped to; null if that has no entries. */
  static @Nullable StoreWords of(Class<?> unwrapped) {
    if (unwrapped == AdvancedCache.class) {
      return OF_INFINISPAN;
    }
    return unwrapped.isAssignableFrom(ICacheInternal.class) || unwrapped == CacheAsync.class
        ? OF_JCACHE
        : null;
  }
}
