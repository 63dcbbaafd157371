package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.redisson.api.CacheAsync;

/** One call of SealCache's to a store, told in JCache's words. */
record StoreCall(
    Object target, Method method, List<Object> all, StoreWords words, Opponent opponent) {
  String name() {
    return words.name(method);
  }

  List<Object> arguments() {
    return StoreWords.arguments(all);
  }

  Object argument(int index) {
    return arguments().get(index);
  }

  /** Has it take effect, and gives the true answer. */
  @Nullable Object make() throws Throwable {
    try {
      return method.invoke(target, all.toArray());
    } catch (InvocationTargetException e) {
      throw requireNonNull(e.getCause());
    }
  }

  /**
   * Answers without doing anything.
   *
   * @param answer as JCache gives it
   */
  @Nullable Object say(@Nullable Object answer) {
    return words.say(method, answer);
  }

  /** Fails as this call does. */
  Object fail(RuntimeException failure) {
    return StoreWords.fail(method, failure);
  }

  /** Changes the store itself. */
  @SuppressWarnings("unchecked") // of the type that SealCache stores
  void put(Object key, Object value) {
    if (target instanceof Cache<?, ?>) {
      ((Cache<Object, Object>) target).put(key, value);
    } else if (target instanceof CacheAsync<?, ?>) {
      ((CacheAsync<Object, Object>) target).putAsync(key, value).toCompletableFuture().join();
    } else {
      ((Map<Object, Object>) target).put(key, value);
    }
  }

  /** Changes the store itself. */
  @SuppressWarnings("unchecked")
  void remove(Object key) {
    if (target instanceof Cache<?, ?>) {
      ((Cache<Object, Object>) target).remove(key);
    } else if (target instanceof CacheAsync<?, ?>) {
      ((CacheAsync<Object, Object>) target).removeAsync(key).toCompletableFuture().join();
    } else {
      ((Map<Object, Object>) target).remove(key);
    }
  }
}
