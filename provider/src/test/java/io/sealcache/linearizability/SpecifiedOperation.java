package io.sealcache.linearizability;

import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * An operation of {@link Cache} with its arguments: how it is called, and what it does to an entry
 * when nothing else happens (JSR-107, the Javadoc of {@link Cache}).
 */
record SpecifiedOperation(String text, Call call, Model model) {
  /** Calls a cache. */
  interface Call {
    @Nullable Object on(Cache<String, String> cache, String key);
  }

  /** The sequential specification. */
  interface Model {
    Step step(@Nullable String present);
  }

  static SpecifiedOperation get() {
    return new SpecifiedOperation("get", Cache::get, present -> new Step(present, present));
  }

  static SpecifiedOperation containsKey() {
    return new SpecifiedOperation(
        "containsKey", Cache::containsKey, present -> new Step(present != null, present));
  }

  static SpecifiedOperation put(String value) {
    return new SpecifiedOperation(
        "put(" + value + ")",
        (cache, key) -> {
          cache.put(key, value);
          return null;
        },
        present -> new Step(null, value));
  }

  static SpecifiedOperation putIfAbsent(String value) {
    return new SpecifiedOperation(
        "putIfAbsent(" + value + ")",
        (cache, key) -> cache.putIfAbsent(key, value),
        present -> new Step(present == null, present == null ? value : present));
  }

  static SpecifiedOperation getAndPut(String value) {
    return new SpecifiedOperation(
        "getAndPut(" + value + ")",
        (cache, key) -> cache.getAndPut(key, value),
        present -> new Step(present, value));
  }

  static SpecifiedOperation replace(String value) {
    return new SpecifiedOperation(
        "replace(" + value + ")",
        (cache, key) -> cache.replace(key, value),
        present -> new Step(present != null, present == null ? null : value));
  }

  static SpecifiedOperation replace(String expected, String value) {
    return new SpecifiedOperation(
        "replace(" + expected + ", " + value + ")",
        (cache, key) -> cache.replace(key, expected, value),
        present ->
            Objects.equals(present, expected) ? new Step(true, value) : new Step(false, present));
  }

  static SpecifiedOperation getAndReplace(String value) {
    return new SpecifiedOperation(
        "getAndReplace(" + value + ")",
        (cache, key) -> cache.getAndReplace(key, value),
        present -> new Step(present, present == null ? null : value));
  }

  static SpecifiedOperation remove() {
    return new SpecifiedOperation(
        "remove", Cache::remove, present -> new Step(present != null, null));
  }

  static SpecifiedOperation remove(String expected) {
    return new SpecifiedOperation(
        "remove(" + expected + ")",
        (cache, key) -> cache.remove(key, expected),
        present ->
            Objects.equals(present, expected) ? new Step(true, null) : new Step(false, present));
  }

  static SpecifiedOperation getAndRemove() {
    return new SpecifiedOperation(
        "getAndRemove", Cache::getAndRemove, present -> new Step(present, null));
  }

  static SpecifiedOperation invoke(EntryAction action) {
    return new SpecifiedOperation(
        "invoke(" + action + ")", (cache, key) -> cache.invoke(key, action), action::step);
  }

  @Override
  public String toString() {
    return text;
  }
}
