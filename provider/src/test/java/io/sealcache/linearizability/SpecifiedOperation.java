package io.sealcache.linearizability;

import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * An operation of {@link Cache} with its arguments: how it is called, and what it does to an entry
 * when nothing else happens (JSR-107, the Javadoc of {@link Cache}).
 */
record SpecifiedOperation<V>(String text, Call<V> call, Model<V> model) {
  /** Calls a cache. */
  interface Call<V> {
    @Nullable Object on(Cache<String, V> cache, String key);
  }

  /** The sequential specification. */
  interface Model<V> {
    Step<V> step(@Nullable V present);
  }

  static <V> SpecifiedOperation<V> get() {
    return new SpecifiedOperation<>("get", Cache::get, present -> new Step<>(present, present));
  }

  static <V> SpecifiedOperation<V> containsKey() {
    return new SpecifiedOperation<>(
        "containsKey", Cache::containsKey, present -> new Step<>(present != null, present));
  }

  static <V> SpecifiedOperation<V> put(V value) {
    return new SpecifiedOperation<>(
        "put(" + value + ")",
        (cache, key) -> {
          cache.put(key, value);
          return null;
        },
        present -> new Step<>(null, value));
  }

  static <V> SpecifiedOperation<V> putIfAbsent(V value) {
    return new SpecifiedOperation<>(
        "putIfAbsent(" + value + ")",
        (cache, key) -> cache.putIfAbsent(key, value),
        present -> new Step<>(present == null, present == null ? value : present));
  }

  static <V> SpecifiedOperation<V> getAndPut(V value) {
    return new SpecifiedOperation<>(
        "getAndPut(" + value + ")",
        (cache, key) -> cache.getAndPut(key, value),
        present -> new Step<>(present, value));
  }

  static <V> SpecifiedOperation<V> replace(V value) {
    return new SpecifiedOperation<>(
        "replace(" + value + ")",
        (cache, key) -> cache.replace(key, value),
        present -> new Step<>(present != null, present == null ? null : value));
  }

  static <V> SpecifiedOperation<V> replace(V expected, V value) {
    return new SpecifiedOperation<>(
        "replace(" + expected + ", " + value + ")",
        (cache, key) -> cache.replace(key, expected, value),
        present ->
            Objects.equals(present, expected)
                ? new Step<>(true, value)
                : new Step<>(false, present));
  }

  static <V> SpecifiedOperation<V> getAndReplace(V value) {
    return new SpecifiedOperation<>(
        "getAndReplace(" + value + ")",
        (cache, key) -> cache.getAndReplace(key, value),
        present -> new Step<>(present, present == null ? null : value));
  }

  static <V> SpecifiedOperation<V> remove() {
    return new SpecifiedOperation<>(
        "remove", Cache::remove, present -> new Step<>(present != null, null));
  }

  static <V> SpecifiedOperation<V> remove(V expected) {
    return new SpecifiedOperation<>(
        "remove(" + expected + ")",
        (cache, key) -> cache.remove(key, expected),
        present ->
            Objects.equals(present, expected)
                ? new Step<>(true, null)
                : new Step<>(false, present));
  }

  static <V> SpecifiedOperation<V> getAndRemove() {
    return new SpecifiedOperation<>(
        "getAndRemove", Cache::getAndRemove, present -> new Step<>(present, null));
  }

  static <V> SpecifiedOperation<V> invoke(EntryAction<V> action) {
    return new SpecifiedOperation<>(
        "invoke(" + action + ")", (cache, key) -> cache.invoke(key, action), action::step);
  }

  @Override
  public String toString() {
    return text;
  }
}
