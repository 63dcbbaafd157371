package io.sealcache.internal.store;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a store keeps descriptors, by stored key: calls to what lets none expire. Thread-safe. */
public final class DescriptorStore {
  /** The name under which all JVMs find it. */
  public static final String NAME = "sealcache-descriptors";

  private final UnaryOperator<String> identity;
  private final Function<String, @Nullable Object> get;
  private final BiPredicate<String, Object> putIfAbsent;
  private final BiConsumer<String, Object> put;
  private final Predicate<String> remove;

  /**
   * For a store in which a name is one cache's.
   *
   * @param putIfAbsent answers whether there was none
   * @param remove answers whether there was one
   */
  public DescriptorStore(
      Function<String, @Nullable Object> get,
      BiPredicate<String, Object> putIfAbsent,
      BiConsumer<String, Object> put,
      Predicate<String> remove) {
    this(UnaryOperator.identity(), get, putIfAbsent, put, remove);
  }

  /**
   * @param identity tells caches apart that have one name in different managers
   * @param putIfAbsent answers whether there was none
   * @param remove answers whether there was one
   */
  public DescriptorStore(
      UnaryOperator<String> identity,
      Function<String, @Nullable Object> get,
      BiPredicate<String, Object> putIfAbsent,
      BiConsumer<String, Object> put,
      Predicate<String> remove) {
    this.identity = identity;
    this.get = get;
    this.putIfAbsent = putIfAbsent;
    this.put = put;
    this.remove = remove;
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

  public void put(String key, Object value) {
    put.accept(key, value);
  }

  /** Whether there was one. */
  public boolean remove(String key) {
    return remove.test(key);
  }
}
