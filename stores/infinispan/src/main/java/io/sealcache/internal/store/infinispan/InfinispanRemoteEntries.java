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
  private final Carriers carriers;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanRemoteEntries(RemoteCache<String, Object> cache, Carriers carriers, boolean eternal) {
    this.cache = cache;
    this.carriers = carriers;
    this.eternal = eternal;
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
  public SealedBytes valueOf(MetadataValue<Object> seen) {
    return requireNonNull(carriers.read(seen.getValue()));
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    if (expiry.isSilent()) {
      return carriers.read(cache.get(key.text()));
    }
    MetadataValue<Object> entry = cache.getWithMetadata(key.text());
    if (entry == null) {
      return null;
    }
    accessSeen(key, entry, expiry.getExpiryForAccess());
    return carriers.read(entry.getValue());
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    FoundEntries found = carriers.read(cache.getAll(Carriers.texts(keys)));
    if (!expiry.isSilent()) {
      accessAll(lookAll(found.of(keys)), expiry);
    }
    return found;
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key.text(), carriers.of(value));
    } else {
      InfinispanEntries.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    if (eternal) {
      cache.putAll(carriers.of(entries, new HashMap<>()));
    } else {
      InfinispanEntries.super.putAll(entries, expiry);
    }
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable MetadataValue<Object> look(StoredKey key) {
    return cache.getWithMetadata(key.text());
  }

  @Override
  public @Nullable MetadataValue<Object> look(StoredKey key, SealedBytes expected) {
    MetadataValue<Object> entry = cache.getWithMetadata(key.text());
    return entry != null && expected.equals(valueOf(entry)) ? entry : null;
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    return cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .putIfAbsent(
                key.text(),
                carriers.of(value),
                InfinispanRemoteLifespans.of(creation),
                MILLISECONDS)
        == null;
  }

  @Override
  public boolean replaceSeen(
      StoredKey key, MetadataValue<Object> seen, SealedBytes value, @Nullable Duration update) {
    return replace(cache, key, seen, value, InfinispanRemoteLifespans.ofUpdate(update, seen));
  }

  @Override
  public void touchSeen(StoredKey key, MetadataValue<Object> seen, Duration access) {
    replace(unheard(), key, seen, valueOf(seen), InfinispanRemoteLifespans.of(access));
  }

  private boolean replace(
      RemoteCache<String, Object> cache,
      StoredKey key,
      MetadataValue<Object> seen,
      SealedBytes value,
      long lifespan) {
    return cache.replaceWithVersion(
        key.text(),
        carriers.of(value),
        seen.getVersion(),
        lifespan,
        MILLISECONDS,
        InfinispanRemoteLifespans.DEFAULT,
        MILLISECONDS);
  }

  @Override
  public boolean removeSeen(StoredKey key, MetadataValue<Object> seen) {
    return cache.removeWithVersion(key.text(), seen.getVersion());
  }

  @Override
  public Map<StoredKey, MetadataValue<Object>> lookAll(Collection<StoredKey> keys) {
    Map<StoredKey, UnderWay<MetadataValue<Object>>> begun = new HashMap<>();
    keys.forEach(key -> begun.put(key, UnderWay.of(cache.getWithMetadataAsync(key.text()))));
    Map<StoredKey, MetadataValue<Object>> seen = new HashMap<>();
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
  public Map<StoredKey, MetadataValue<Object>> lookAll(Map<StoredKey, SealedBytes> expected) {
    Map<StoredKey, MetadataValue<Object>> seen = lookAll(expected.keySet());
    seen.entrySet().removeIf(e -> !valueOf(e.getValue()).equals(expected.get(e.getKey())));
    return seen;
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    CompletionStage<Boolean> begun =
        cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .putIfAbsentAsync(
                key.text(),
                carriers.of(value),
                InfinispanRemoteLifespans.of(creation),
                MILLISECONDS)
            .thenApply(Objects::isNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key, MetadataValue<Object> seen, SealedBytes value, @Nullable Duration update) {
    return beginReplace(cache, key, seen, value, InfinispanRemoteLifespans.ofUpdate(update, seen));
  }

  @Override
  public BooleanSupplier beginTouch(StoredKey key, MetadataValue<Object> seen, Duration access) {
    return beginReplace(unheard(), key, seen, valueOf(seen), InfinispanRemoteLifespans.of(access));
  }

  private BooleanSupplier beginReplace(
      RemoteCache<String, Object> cache,
      StoredKey key,
      MetadataValue<Object> seen,
      SealedBytes value,
      long lifespan) {
    CompletionStage<Boolean> begun =
        cache.replaceWithVersionAsync(
            key.text(),
            carriers.of(value),
            seen.getVersion(),
            lifespan,
            MILLISECONDS,
            InfinispanRemoteLifespans.DEFAULT,
            MILLISECONDS);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, MetadataValue<Object> seen) {
    CompletionStage<Boolean> begun = cache.removeWithVersionAsync(key.text(), seen.getVersion());
    return UnderWay.of(begun)::answer;
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    CompletionStage<Boolean> begun =
        cache
            .withFlags(Flag.FORCE_RETURN_VALUE)
            .removeAsync(key.text())
            .thenApply(Objects::nonNull);
    return UnderWay.of(begun)::answer;
  }

  @Override
  public boolean remove(StoredKey key) {
    return cache.withFlags(Flag.FORCE_RETURN_VALUE).remove(key.text()) != null;
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
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
  public Map<?, ?> all() {
    return cache;
  }
}
