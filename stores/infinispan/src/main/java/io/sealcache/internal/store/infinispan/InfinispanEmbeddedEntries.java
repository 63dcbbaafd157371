package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
  private final Carriers carriers;
  private final InfinispanLifespans lifespans;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanEmbeddedEntries(
      AdvancedCache<String, Object> cache, Carriers carriers, boolean eternal) {
    this.carriers = carriers;
    this.cache = cache;
    this.unheard = cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
    this.lifespans = new InfinispanLifespans(cache.getCacheConfiguration().expiration());
    this.eternal = eternal && lifespans.longest() < 0;
  }

  @Override
  public Carriers carriers() {
    return carriers;
  }

  @Override
  public boolean isEternal() {
    return eternal;
  }

  @Override
  public SealedBytes valueOf(CacheEntry<String, Object> seen) {
    return requireNonNull(carriers.read(seen.getValue()));
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return carriers.read(cache.get(key.text()));
    }
    CacheEntry<String, Object> entry = cache.getCacheEntry(key.text());
    if (entry == null) {
      return null;
    }
    accessSeen(key, entry, expiry.getExpiryForAccess());
    return carriers.read(entry.getValue());
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      // Which ends where getAll may not.
      return carriers.read(UnderWay.of(cache.getAllAsync(Carriers.texts(keys))).answer());
    }
    Map<StoredKey, CacheEntry<String, Object>> seen = lookAll(keys);
    accessAll(seen, expiry);
    return key -> {
      CacheEntry<String, Object> entry = seen.get(key);
      return entry == null ? null : valueOf(entry);
    };
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (eternal) {
      cache.withFlags(Flag.IGNORE_RETURN_VALUES).put(key.text(), carriers.of(value));
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    if (eternal) {
      UnderWay.of(cache.putAllAsync(carriers.of(entries, new HashMap<>())).thenApply(none -> true))
          .answer();
    } else {
      InfinispanEntries.super.putAll(entries, expiry);
    }
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return eternal
        ? replace(cache, key, carriers.of(expected), value, InfinispanLifespans.ETERNAL)
        : InfinispanEntries.super.replace(key, expected, value, expiry);
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable CacheEntry<String, Object> look(StoredKey key) {
    return cache.getCacheEntry(key.text());
  }

  @Override
  public @Nullable CacheEntry<String, Object> look(StoredKey key, SealedBytes expected) {
    CacheEntry<String, Object> entry = cache.getCacheEntry(key.text());
    return entry != null && expected.equals(valueOf(entry)) ? entry : null;
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    long lifespan = lifespans.ofWrite(creation);
    return cache.putIfAbsent(
            key.text(),
            carriers.of(value),
            lifespan,
            MILLISECONDS,
            InfinispanLifespans.ETERNAL,
            MILLISECONDS)
        == null;
  }

  @Override
  public boolean replaceSeen(
      StoredKey key,
      CacheEntry<String, Object> seen,
      SealedBytes value,
      @Nullable Duration update) {
    return replace(cache, key, seen.getValue(), value, lifespans.ofUpdate(update, seen));
  }

  @Override
  public void touchSeen(StoredKey key, CacheEntry<String, Object> seen, Duration access) {
    replace(unheard, key, seen.getValue(), valueOf(seen), lifespans.ofAccess(access));
  }

  private boolean replace(
      AdvancedCache<String, Object> cache,
      StoredKey key,
      Object expected,
      SealedBytes value,
      long lifespan) {
    return cache.replace(
        key.text(),
        expected,
        carriers.of(value),
        lifespan,
        MILLISECONDS,
        InfinispanLifespans.ETERNAL,
        MILLISECONDS);
  }

  @Override
  public boolean removeSeen(StoredKey key, CacheEntry<String, Object> seen) {
    return cache.remove(key.text(), seen.getValue());
  }

  @Override
  public Map<StoredKey, CacheEntry<String, Object>> lookAll(Collection<StoredKey> keys) {
    Map<String, CacheEntry<String, Object>> found = cache.getAllCacheEntries(Carriers.texts(keys));
    Map<StoredKey, CacheEntry<String, Object>> seen = new HashMap<>();
    for (StoredKey key : keys) {
      CacheEntry<String, Object> entry = found.get(key.text());
      if (entry != null) {
        seen.put(key, entry);
      }
    }
    return seen;
  }

  @Override
  public Map<StoredKey, CacheEntry<String, Object>> lookAll(Map<StoredKey, SealedBytes> expected) {
    Map<StoredKey, CacheEntry<String, Object>> seen = lookAll(expected.keySet());
    seen.entrySet().removeIf(e -> !valueOf(e.getValue()).equals(expected.get(e.getKey())));
    return seen;
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    long lifespan = lifespans.ofWrite(creation);
    CompletionStage<Boolean> begun =
        cache
            .putIfAbsentAsync(
                key.text(),
                carriers.of(value),
                lifespan,
                MILLISECONDS,
                InfinispanLifespans.ETERNAL,
                MILLISECONDS)
            .thenApply(Objects::isNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key,
      CacheEntry<String, Object> seen,
      SealedBytes value,
      @Nullable Duration update) {
    return beginReplace(cache, key, seen, value, lifespans.ofUpdate(update, seen));
  }

  @Override
  public BooleanSupplier beginTouch(
      StoredKey key, CacheEntry<String, Object> seen, Duration access) {
    return beginReplace(unheard, key, seen, valueOf(seen), lifespans.ofAccess(access));
  }

  private BooleanSupplier beginReplace(
      AdvancedCache<String, Object> cache,
      StoredKey key,
      CacheEntry<String, Object> seen,
      SealedBytes value,
      long lifespan) {
    CompletionStage<Boolean> begun =
        cache.replaceAsync(
            key.text(),
            seen.getValue(),
            carriers.of(value),
            lifespan,
            MILLISECONDS,
            InfinispanLifespans.ETERNAL,
            MILLISECONDS);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, CacheEntry<String, Object> seen) {
    CompletionStage<Boolean> begun = cache.removeAsync(key.text(), seen.getValue());
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    CompletionStage<Boolean> begun = cache.removeAsync(key.text()).thenApply(Objects::nonNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public boolean remove(StoredKey key) {
    return cache.remove(key.text()) != null;
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return cache.remove(key.text(), carriers.of(expected));
  }

  @Override
  public void clear() {
    unheard.clear();
  }

  @Override
  public Map<?, ?> all() {
    return cache;
  }
}
