package io.sealcache.linearizability;

import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * An operation of {@link Cache} with its arguments: how it is called, and what it does to an entry
 * when nothing else happens (JSR-107, the Javadoc of {@link Cache}).
 */
record CacheOperation<V>(String text, Call<V> call, Model<V> model) {
  /** Calls a cache. */
  interface Call<V> {
    @Nullable Object on(Cache<String, V> cache, String key);
  }

  /** The sequential specification. */
  interface Model<V> {
    Step<V> step(@Nullable V present);
  }

  static <V> CacheOperation<V> get() {
    return new CacheOperation<>("get", Cache::get, present -> new Step<>(present, present));
  }

  static <V> CacheOperation<V> containsKey() {
    return new CacheOperation<>(
        "containsKey", Cache::containsKey, present -> new Step<>(present != null, present));
  }

  static <V> CacheOperation<V> put(V value) {
    return new CacheOperation<>(
        "put(" + value + ")",
        (cache, key) -> {
          cache.put(key, value);
          return null;
        },
        present -> new Step<>(null, value));
  }

  static <V> CacheOperation<V> putIfAbsent(V value) {
    return new CacheOperation<>(
        "putIfAbsent(" + value + ")",
        (cache, key) -> cache.putIfAbsent(key, value),
        present -> new Step<>(present == null, present == null ? value : present));
  }

  static <V> CacheOperation<V> getAndPut(V value) {
    return new CacheOperation<>(
        "getAndPut(" + value + ")",
        (cache, key) -> cache.getAndPut(key, value),
        present -> new Step<>(present, value));
  }

  static <V> CacheOperation<V> replace(V value) {
    return new CacheOperation<>(
        "replace(" + value + ")",
        (cache, key) -> cache.replace(key, value),
        present -> new Step<>(present != null, present == null ? null : value));
  }

  static <V> CacheOperation<V> replace(V expected, V value) {
    return new CacheOperation<>(
        "replace(" + expected + ", " + value + ")",
        (cache, key) -> cache.replace(key, expected, value),
        present ->
            Objects.equals(present, expected)
                ? new Step<>(true, value)
                : new Step<>(false, present));
  }

  static <V> CacheOperation<V> getAndReplace(V value) {
    return new CacheOperation<>(
        "getAndReplace(" + value + ")",
        (cache, key) -> cache.getAndReplace(key, value),
        present -> new Step<>(present, present == null ? null : value));
  }

  static <V> CacheOperation<V> remove() {
    return new CacheOperation<>(
        "remove", Cache::remove, present -> new Step<>(present != null, null));
  }

  static <V> CacheOperation<V> remove(V expected) {
    return new CacheOperation<>(
        "remove(" + expected + ")",
        (cache, key) -> cache.remove(key, expected),
        present ->
            Objects.equals(present, expected)
                ? new Step<>(true, null)
                : new Step<>(false, present));
  }

  static <V> CacheOperation<V> getAndRemove() {
    return new CacheOperation<>(
        "getAndRemove", Cache::getAndRemove, present -> new Step<>(present, null));
  }

  static <V> CacheOperation<V> invoke(EntryAction<V> action) {
    return new CacheOperation<>(
        "invoke(" + action + ")", (cache, key) -> cache.invoke(key, action), action::step);
  }

  @Override
  public String toString() {
    return text;
  }
}
