package io.sealcache.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache on an Infinispan server. The expiry policy is asked here and sent as a
 * lifespan; each write that depends on what is there compares the version that it saw. Flags hold
 * for one call of this thread, so they are set anew each time. Thread-safe.
 */
final class InfinispanRemoteEntries {
  private final RemoteCache<String, Object> cache;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanRemoteEntries(RemoteCache<String, Object> cache, boolean eternal) {
    this.cache = cache;
    this.eternal = eternal;
  }

  @Nullable Object get(String key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.get(key);
    }
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    if (entry == null) {
      return null;
    }
    touch(key, entry, expiry.getExpiryForAccess());
    return entry.getValue();
  }

  Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = cache.getAll(keys);
    if (!expiry.isSilent()) {
      found.forEach((key, value) -> touch(key, value, expiry.getExpiryForAccess()));
    }
    return found;
  }

  private void touch(String key, Object value, @Nullable Duration access) {
    MetadataValue<Object> entry = access == null ? null : cache.getWithMetadata(key);
    if (entry != null && value.equals(entry.getValue())) {
      touch(key, entry, access);
    }
  }

  // A race lost here is one lost to a write, which sets the expiry itself.
  private void touch(String key, MetadataValue<Object> entry, @Nullable Duration access) {
    if (access == null) {
      return;
    }
    if (access.isZero()) {
      cache.removeWithVersion(key, entry.getVersion());
      return;
    }
    replace(unheard(), key, entry, entry.getValue(), InfinispanRemoteLifespans.of(access));
  }

  void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key, value);
      return;
    }
    boolean done = false;
    while (!done) { // ends when no other writer came between the look and the write
      MetadataValue<Object> entry = cache.getWithMetadata(key);
      done =
          entry == null
              ? create(key, value, expiry) != Creation.TOO_LATE
              : update(key, entry, value, expiry);
    }
  }

  void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (eternal) {
      cache.putAll(entries);
    } else {
      entries.forEach((key, value) -> put(key, value, expiry));
    }
  }

  boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return create(key, value, expiry) == Creation.DONE;
  }

  private Creation create(String key, Object value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    if (creation.isZero()) {
      return Creation.STILLBORN;
    }
    Object known =
        cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .putIfAbsent(key, value, InfinispanRemoteLifespans.of(creation), MILLISECONDS);
    return known == null ? Creation.DONE : Creation.TOO_LATE;
  }

  private enum Creation {
    DONE,
    STILLBORN,
    TOO_LATE
  }

  boolean replace(String key, Object value, OperationExpiry expiry) {
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    while (entry != null && !update(key, entry, value, expiry)) {
      entry = cache.getWithMetadata(key);
    }
    return entry != null;
  }

  boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    return entry != null && expected.equals(entry.getValue()) && update(key, entry, value, expiry);
  }

  private boolean update(
      String key, MetadataValue<Object> entry, Object value, OperationExpiry expiry) {
    Duration update = expiry.getExpiryForUpdate();
    return (update != null && update.isZero())
        ? cache.removeWithVersion(key, entry.getVersion())
        : replace(cache, key, entry, value, InfinispanRemoteLifespans.ofUpdate(update, entry));
  }

  private static boolean replace(
      RemoteCache<String, Object> cache,
      String key,
      MetadataValue<Object> seen,
      Object value,
      long lifespan) {
    return cache.replaceWithVersion(
        key,
        value,
        seen.getVersion(),
        lifespan,
        MILLISECONDS,
        InfinispanRemoteLifespans.DEFAULT,
        MILLISECONDS);
  }

  boolean remove(String key) {
    return cache.withFlags(Flag.FORCE_RETURN_VALUE).remove(key) != null;
  }

  boolean remove(String key, Object expected) {
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    return entry != null
        && expected.equals(entry.getValue())
        && cache.removeWithVersion(key, entry.getVersion());
  }

  Set<String> keys() {
    return cache.keySet();
  }

  void clear() {
    unheard().clear();
  }

  private RemoteCache<String, Object> unheard() {
    return cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
  }

  Iterator<Cache.Entry<String, Object>> iterator() {
    return new InfinispanIterator(cache);
  }
}
