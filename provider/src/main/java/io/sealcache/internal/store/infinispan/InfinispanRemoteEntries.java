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
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache on an Infinispan server. The policy's answers are sent as lifespans; each
 * write that depends on what is there compares the version that it saw. Flags hold for one call of
 * this thread, so they are set anew each time. Thread-safe.
 */
final class InfinispanRemoteEntries implements InfinispanEntries<MetadataValue<Object>> {
  private final RemoteCache<String, Object> cache;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanRemoteEntries(RemoteCache<String, Object> cache, boolean eternal) {
    this.cache = cache;
    this.eternal = eternal;
  }

  @Override
  public boolean isEternal() {
    return eternal;
  }

  @Override
  public Object valueOf(MetadataValue<Object> seen) {
    return seen.getValue();
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return cache.get(key);
    }
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    if (entry == null) {
      return null;
    }
    accessSeen(key, entry, expiry.getExpiryForAccess());
    return entry.getValue();
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = cache.getAll(keys);
    if (!expiry.isSilent() && !found.isEmpty()) {
      accessAll(lookAll(found), expiry);
    }
    return found;
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key, value);
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (eternal) {
      cache.putAll(entries);
    } else {
      InfinispanEntries.super.putAll(entries, expiry);
    }
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable MetadataValue<Object> look(String key) {
    return cache.getWithMetadata(key);
  }

  @Override
  public @Nullable MetadataValue<Object> look(String key, Object expected) {
    MetadataValue<Object> entry = cache.getWithMetadata(key);
    return entry != null && expected.equals(entry.getValue()) ? entry : null;
  }

  @Override
  public boolean create(String key, Object value, Duration creation) {
    return cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .putIfAbsent(key, value, InfinispanRemoteLifespans.of(creation), MILLISECONDS)
        == null;
  }

  @Override
  public boolean replaceSeen(
      String key, MetadataValue<Object> seen, Object value, @Nullable Duration update) {
    return replace(cache, key, seen, value, InfinispanRemoteLifespans.ofUpdate(update, seen));
  }

  @Override
  public void touchSeen(String key, MetadataValue<Object> seen, Duration access) {
    replace(unheard(), key, seen, seen.getValue(), InfinispanRemoteLifespans.of(access));
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

  @Override
  public boolean removeSeen(String key, MetadataValue<Object> seen) {
    return cache.removeWithVersion(key, seen.getVersion());
  }

  @Override
  public Map<String, MetadataValue<Object>> lookAll(Set<String> keys) {
    Map<String, UnderWay<MetadataValue<Object>>> begun = new HashMap<>();
    keys.forEach(key -> begun.put(key, UnderWay.of(cache.getWithMetadataAsync(key))));
    Map<String, MetadataValue<Object>> seen = new HashMap<>();
    begun.forEach(
        (key, call) -> {
          MetadataValue<Object> entry = call.answer();
          if (entry != null) {
            seen.put(key, entry);
          }
        });
    return seen;
  }

  @Override
  public Map<String, MetadataValue<Object>> lookAll(Map<String, Object> expected) {
    Map<String, MetadataValue<Object>> seen = lookAll(expected.keySet());
    seen.entrySet().removeIf(e -> !e.getValue().getValue().equals(expected.get(e.getKey())));
    return seen;
  }

  @Override
  public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
    CompletionStage<Boolean> begun =
        cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .putIfAbsentAsync(key, value, InfinispanRemoteLifespans.of(creation), MILLISECONDS)
            .thenApply(Objects::isNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginReplace(
      String key, MetadataValue<Object> seen, Object value, @Nullable Duration update) {
    return beginReplace(cache, key, seen, value, InfinispanRemoteLifespans.ofUpdate(update, seen));
  }

  @Override
  public BooleanSupplier beginTouch(String key, MetadataValue<Object> seen, Duration access) {
    return beginReplace(
        unheard(), key, seen, seen.getValue(), InfinispanRemoteLifespans.of(access));
  }

  private static BooleanSupplier beginReplace(
      RemoteCache<String, Object> cache,
      String key,
      MetadataValue<Object> seen,
      Object value,
      long lifespan) {
    CompletionStage<Boolean> begun =
        cache.replaceWithVersionAsync(
            key,
            value,
            seen.getVersion(),
            lifespan,
            MILLISECONDS,
            InfinispanRemoteLifespans.DEFAULT,
            MILLISECONDS);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(String key, MetadataValue<Object> seen) {
    CompletionStage<Boolean> begun = cache.removeWithVersionAsync(key, seen.getVersion());
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(String key) {
    CompletionStage<Boolean> begun =
        cache.withFlags(Flag.FORCE_RETURN_VALUE).removeAsync(key).thenApply(Objects::nonNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public boolean remove(String key) {
    return cache.withFlags(Flag.FORCE_RETURN_VALUE).remove(key) != null;
  }

  @Override
  public boolean remove(String key, Object expected) {
    MetadataValue<Object> entry = look(key, expected);
    return entry != null && removeSeen(key, entry);
  }

  @Override
  public void clear() {
    unheard().clear();
  }

  private RemoteCache<String, Object> unheard() {
    return cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
  }

  @Override
  public Map<String, Object> all() {
    return cache;
  }
}
