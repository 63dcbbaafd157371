package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
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

  /** Far more than a descriptor takes. */
  private static final long MAX_LENGTH = 1 << 18;

  private final Carriers carriers;
  private final UnaryOperator<String> identity;
  private final Function<String, @Nullable Object> get;
  private final BiPredicate<String, Object> putIfAbsent;
  private final Comparison replace;
  private final BiPredicate<String, Object> remove;
  private final Supplier<Iterator<?>> keys;

  /** For a cache of a store in which a name is one cache's. */
  public static DescriptorStore of(Cache<String, Object> cache, ValueCarrier carrier) {
    return new DescriptorStore(
        carrier,
        UnaryOperator.identity(),
        cache::get,
        cache::putIfAbsent,
        cache::replace,
        cache::remove,
        () -> new FormedIterator<>(cache.iterator(), (Cache.Entry<?, ?> entry) -> entry.getKey()));
  }

  /**
   * @param carrier as what the store holds values
   * @param identity tells caches apart that have one name in different managers
   * @param putIfAbsent answers whether there was none
   * @param replace answers whether what was seen was still there
   * @param remove answers whether what was seen was still there
   * @param keys gives those that are there, for messages
   */
  public DescriptorStore(
      ValueCarrier carrier,
      UnaryOperator<String> identity,
      Function<String, @Nullable Object> get,
      BiPredicate<String, Object> putIfAbsent,
      Comparison replace,
      BiPredicate<String, Object> remove,
      Supplier<Iterator<?>> keys) {
    this.carriers = new Carriers(carrier, MAX_LENGTH);
    this.identity = identity;
    this.get = get;
    this.putIfAbsent = putIfAbsent;
    this.replace = replace;
    this.remove = remove;
    this.keys = keys;
  }

  /** The stored key of a cache's descriptor. */
  public String identity(String cacheName) {
    return identity.apply(cacheName);
  }

  public @Nullable SealedBytes get(StoredKey key) {
    return carriers.read(get.apply(key.text()));
  }

  /** Whether there was none. */
  public boolean putIfAbsent(StoredKey key, SealedBytes value) {
    return putIfAbsent.test(key.text(), carriers.of(value));
  }

  /** Whether {@code seen} was still there, and is replaced. */
  public boolean replace(StoredKey key, SealedBytes seen, SealedBytes value) {
    Object there = carrierOf(key, seen);
    return there != null && replace.replace(key.text(), there, carriers.of(value));
  }

  /** Whether {@code seen} was still there, and is removed. */
  public boolean remove(StoredKey key, SealedBytes seen) {
    Object there = carrierOf(key, seen);
    return there != null && remove.test(key.text(), there);
  }

  private @Nullable Object carrierOf(StoredKey key, SealedBytes seen) {
    if (!StorePort.isForeign(seen)) {
      return carriers.of(seen);
    }
    Object there = get.apply(key.text());
    return seen.equals(carriers.read(there)) ? there : null;
  }

  /** Those that the store has, null for others: nothing may be decided by them. */
  public Iterator<@Nullable StoredKey> keys() {
    return new FormedIterator<>(keys.get(), Carriers::key);
  }
}
