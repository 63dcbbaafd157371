package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Where a store keeps descriptors, by stored key: calls to what lets none expire. Thread-safe. */
public final class DescriptorStore {
  /** The name under which all JVMs find it. */
  public static final String NAME = "sealcache-descriptors";

  /** A call that changes what is known to be there. */
  @FunctionalInterface
  public interface Comparison {
    /** Whether {@code seen} was still there, and is replaced. */
    boolean replace(String key, Object seen, Object value);
  }

  private final UnaryOperator<String> identity;
  private final Function<String, @Nullable Object> get;
  private final BiPredicate<String, Object> putIfAbsent;
  private final Comparison replace;
  private final BiPredicate<String, Object> remove;
  private final Supplier<Iterator<?>> keys;

  /** For a cache of a store in which a name is one cache's. */
  public static DescriptorStore of(Cache<String, Object> cache) {
    return new DescriptorStore(
        cache::get, cache::putIfAbsent, cache::replace, cache::remove, () -> keysOf(cache));
  }

  private static Iterator<?> keysOf(Cache<String, Object> cache) {
    Iterator<Cache.Entry<String, Object>> entries = cache.iterator();
    return new Iterator<Object>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Object next() {
        return entries.next().getKey();
      }
    };
  }

  /**
   * For a store in which a name is one cache's.
   *
   * @param putIfAbsent answers whether there was none
   * @param replace answers whether what was seen was still there
   * @param remove answers whether what was seen was still there
   * @param keys gives those that are there, for messages
   */
  public DescriptorStore(
      Function<String, @Nullable Object> get,
      BiPredicate<String, Object> putIfAbsent,
      Comparison replace,
      BiPredicate<String, Object> remove,
      Supplier<Iterator<?>> keys) {
    this(UnaryOperator.identity(), get, putIfAbsent, replace, remove, keys);
  }

  /**
   * @param identity tells caches apart that have one name in different managers
   * @param putIfAbsent answers whether there was none
   * @param replace answers whether what was seen was still there
   * @param remove answers whether what was seen was still there
   * @param keys gives those that are there, for messages
   */
  public DescriptorStore(
      UnaryOperator<String> identity,
      Function<String, @Nullable Object> get,
      BiPredicate<String, Object> putIfAbsent,
      Comparison replace,
      BiPredicate<String, Object> remove,
      Supplier<Iterator<?>> keys) {
    this.identity = identity;
    this.get = get;
    this.putIfAbsent = putIfAbsent;
    this.replace = replace;
    this.remove = remove;
    this.keys = keys;
  }

  /** What a cache's descriptor is found by, once it is sealed. */
  public String identity(String cacheName) {
    return identity.apply(cacheName);
  }

  public @Nullable Object get(String key) {
    return get.apply(key);
  }

  /** Whether there was none. */
  public boolean putIfAbsent(String key, Object value) {
    return putIfAbsent.test(key, value);
  }

  /** Whether {@code seen} was still there, and is replaced. */
  public boolean replace(String key, Object seen, Object value) {
    return replace.replace(key, seen, value);
  }

  /** Whether {@code seen} was still there, and is removed. */
  public boolean remove(String key, Object seen) {
    return remove.test(key, seen);
  }

  /** What the store has as keys: nothing may be decided by them. */
  public Iterator<?> keys() {
    return keys.get();
  }
}
