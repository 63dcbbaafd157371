package io.sealcache.internal.store.infinispan;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import javax.cache.expiry.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.Flag;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache in this JVM. The policy's answers are sent as lifespans, so that no node
 * needs it. No two writes give the same stored value, so that comparing with it is exact.
 * Thread-safe.
 */
final class InfinispanEmbeddedEntries implements InfinispanEntries<CacheEntry<String, Object>> {
  private final AdvancedCache<String, Object> cache;
  private final AdvancedCache<String, Object> unheard;
  private final InfinispanLifespans lifespans;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanEmbeddedEntries(AdvancedCache<String, Object> cache, boolean eternal) {
    this.cache = cache;
    this.unheard = cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
    this.lifespans = new InfinispanLifespans(cache.getCacheConfiguration().expiration());
    this.eternal = eternal && lifespans.longest() < 0;
  }

  @Override
  public boolean isEternal() {
    return eternal;
  }

  @Override
  public Object valueOf(CacheEntry<String, Object> seen) {
    return seen.getValue();
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.get(key);
    }
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    if (entry == null) {
      return null;
    }
    accessSeen(key, entry, expiry.getExpiryForAccess());
    return entry.getValue();
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return UnderWay.of(cache.getAllAsync(keys)).answer(); // which ends where getAll may not
    }
    Map<String, CacheEntry<String, Object>> seen = lookAll(keys);
    Map<String, Object> found = new HashMap<>();
    seen.forEach((key, entry) -> found.put(key, entry.getValue()));
    accessAll(seen, expiry);
    return found;
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.withFlags(Flag.IGNORE_RETURN_VALUES).put(key, value);
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (eternal) {
      UnderWay.of(cache.putAllAsync(entries).thenApply(none -> true)).answer();
    } else {
      InfinispanEntries.super.putAll(entries, expiry);
    }
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return eternal
        ? replace(cache, key, expected, value, InfinispanLifespans.ETERNAL)
        : InfinispanEntries.super.replace(key, expected, value, expiry);
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable CacheEntry<String, Object> look(String key) {
    return cache.getCacheEntry(key);
  }

  @Override
  public @Nullable CacheEntry<String, Object> look(String key, Object expected) {
    CacheEntry<String, Object> entry = cache.getCacheEntry(key);
    return entry != null && expected.equals(entry.getValue()) ? entry : null;
  }

  @Override
  public boolean create(String key, Object value, Duration creation) {
    long lifespan = lifespans.ofWrite(creation);
    return cache.putIfAbsent(
            key, value, lifespan, MILLISECONDS, InfinispanLifespans.ETERNAL, MILLISECONDS)
        == null;
  }

  @Override
  public boolean replaceSeen(
      String key, CacheEntry<String, Object> seen, Object value, @Nullable Duration update) {
    return replace(cache, key, seen.getValue(), value, lifespans.ofUpdate(update, seen));
  }

  @Override
  public void touchSeen(String key, CacheEntry<String, Object> seen, Duration access) {
    replace(unheard, key, seen.getValue(), seen.getValue(), lifespans.ofAccess(access));
  }

  private static boolean replace(
      AdvancedCache<String, Object> cache,
      String key,
      Object expected,
      Object value,
      long lifespan) {
    return cache.replace(
        key, expected, value, lifespan, MILLISECONDS, InfinispanLifespans.ETERNAL, MILLISECONDS);
  }

  @Override
  public boolean removeSeen(String key, CacheEntry<String, Object> seen) {
    return cache.remove(key, seen.getValue());
  }

  @Override
  public Map<String, CacheEntry<String, Object>> lookAll(Set<String> keys) {
    return cache.getAllCacheEntries(keys);
  }

  @Override
  public Map<String, CacheEntry<String, Object>> lookAll(Map<String, Object> expected) {
    Map<String, CacheEntry<String, Object>> found = new HashMap<>(lookAll(expected.keySet()));
    found.entrySet().removeIf(e -> !e.getValue().getValue().equals(expected.get(e.getKey())));
    return found;
  }

  @Override
  public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
    long lifespan = lifespans.ofWrite(creation);
    CompletionStage<Boolean> begun =
        cache
            .putIfAbsentAsync(
                key, value, lifespan, MILLISECONDS, InfinispanLifespans.ETERNAL, MILLISECONDS)
            .thenApply(Objects::isNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginReplace(
      String key, CacheEntry<String, Object> seen, Object value, @Nullable Duration update) {
    return beginReplace(cache, key, seen, value, lifespans.ofUpdate(update, seen));
  }

  @Override
  public BooleanSupplier beginTouch(String key, CacheEntry<String, Object> seen, Duration access) {
    return beginReplace(unheard, key, seen, seen.getValue(), lifespans.ofAccess(access));
  }

  private static BooleanSupplier beginReplace(
      AdvancedCache<String, Object> cache,
      String key,
      CacheEntry<String, Object> seen,
      Object value,
      long lifespan) {
    CompletionStage<Boolean> begun =
        cache.replaceAsync(
            key,
            seen.getValue(),
            value,
            lifespan,
            MILLISECONDS,
            InfinispanLifespans.ETERNAL,
            MILLISECONDS);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(String key, CacheEntry<String, Object> seen) {
    CompletionStage<Boolean> begun = cache.removeAsync(key, seen.getValue());
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(String key) {
    CompletionStage<Boolean> begun = cache.removeAsync(key).thenApply(Objects::nonNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public boolean remove(String key) {
    return cache.remove(key) != null;
  }

  @Override
  public boolean remove(String key, Object expected) {
    return cache.remove(key, expected);
  }

  @Override
  public void clear() {
    unheard.clear();
  }

  @Override
  public Map<String, Object> all() {
    return cache;
  }
}
