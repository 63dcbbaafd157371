package io.sealcache.linearizability;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** Caches of which one operation reads first and writes later: what the check must catch. */
enum TwoSteps {
  PUT_IF_ABSENT("putIfAbsent", 2) {
    @Override
    @Nullable Object call(Cache<String, Object> cache, String key, Object... arguments) {
      boolean absent = !cache.containsKey(key);
      Interleaving.invite();
      if (absent) {
        cache.put(key, arguments[1]);
      }
      return absent;
    }
  },
  COMPARE_AND_REPLACE("replace", 3) {
    @Override
    @Nullable Object call(Cache<String, Object> cache, String key, Object... arguments) {
      boolean equal = Objects.equals(cache.get(key), arguments[1]);
      Interleaving.invite();
      if (equal) {
        cache.put(key, arguments[2]);
      }
      return equal;
    }
  },
  GET_AND_REMOVE("getAndRemove", 1) {
    @Override
    @Nullable Object call(Cache<String, Object> cache, String key, Object... arguments) {
      Object before = cache.get(key);
      Interleaving.invite();
      cache.remove(key);
      return before;
    }
  },
  INVOKE("invoke", 3) {
    @Override
    // The processors that race are of this type.
    @SuppressWarnings("unchecked")
    @Nullable Object call(Cache<String, Object> cache, String key, Object... arguments) {
      LooseEntry<Object> entry = new LooseEntry<>(key, cache.get(key));
      Object result = ((EntryProcessor<String, Object, Object>) arguments[1]).process(entry);
      Object after = entry.getValue();
      if (after == null) {
        cache.remove(key);
      } else {
        cache.put(key, after);
      }
      return result;
    }
  };

  private final String method;
  private final int parameters;

  TwoSteps(String method, int parameters) {
    this.method = method;
    this.parameters = parameters;
  }

  abstract @Nullable Object call(Cache<String, Object> cache, String key, Object... arguments);

  /** A view of {@code cache} with this operation broken. */
  // The proxy passes values through, whatever they are.
  @SuppressWarnings("unchecked")
  <V> Cache<String, V> wrap(Cache<String, V> cache) {
    return (Cache<String, V>)
        Proxy.newProxyInstance(
            TwoSteps.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, called, arguments) ->
                breaks(called)
                    ? call((Cache<String, Object>) cache, (String) arguments[0], arguments)
                    : pass(cache, called, arguments));
  }

  private boolean breaks(Method called) {
    return called.getName().equals(method) && called.getParameterCount() == parameters;
  }

  private static @Nullable Object pass(Cache<?, ?> cache, Method called, Object[] arguments)
      throws Throwable {
    try {
      return called.invoke(cache, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
