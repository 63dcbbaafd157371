package io.sealcache.internal.store.ignite;

import static java.util.stream.Collectors.toMap;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.lang.IgniteFuture;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache of Ignite's that is eternal by itself. Where the policy's answers never
 * change, those to both of a write's questions are sent. Thread-safe.
 */
final class IgniteExpiry implements AskedExpiry<Object> {
  private final IgniteCache<String, Object> cache;
  private final Carriers carriers;
  private final ListenerCount listeners;
  private final boolean eternal;
  private final boolean standard;

  IgniteExpiry(
      IgniteCache<String, Object> cache,
      Carriers carriers,
      CacheExpiry expiry,
      ListenerCount listeners) {
    this.cache = cache;
    this.carriers = carriers;
    this.listeners = listeners;
    this.eternal = expiry.isEternal();
    this.standard = expiry.isStandard();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    SealedBytes value = carriers.read(cache.get(key.text()));
    if (value != null && !expiry.isSilent()) {
      accessSeen(key, value, expiry.getExpiryForAccess());
    }
    return value;
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    FoundEntries found = carriers.read(cache.getAll(Carriers.texts(keys)));
    if (!expiry.isSilent()) {
      accessAll(found.of(keys), expiry);
    }
    return found;
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key.text(), value.bytes());
    } else if (standard) {
      putConstant(key, value, expiry);
    } else {
      AskedExpiry.super.put(key, value, expiry);
    }
  }

  private void putConstant(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    if (!creation.isZero()) { // under such a policy no entry ever exists
      with(creation, expiry.getExpiryForUpdate(), null).put(key.text(), value.bytes());
    }
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    if (eternal) {
      cache.putAll(carriers.of(entries, new TreeMap<>()));
    } else if (standard) {
      putAllConstant(entries, expiry);
    } else {
      Map<StoredKey, SealedBytes> ordered = new TreeMap<>(Comparator.comparing(StoredKey::text));
      ordered.putAll(entries);
      AskedExpiry.super.putAll(ordered, expiry);
    }
  }

  private void putAllConstant(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    Duration creation = Duration.ETERNAL;
    for (int i = 0; i < entries.size(); i++) { // asking counts those that no entry comes of
      creation = expiry.getExpiryForCreation();
    }
    if (!creation.isZero()) {
      with(creation, expiry.getExpiryForUpdate(), null)
          .putAll(carriers.of(entries, new TreeMap<>()));
    }
  }

  /** As above. */
  Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return () -> cache.removeAll(new TreeSet<>(Carriers.texts(keys)));
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable Object look(StoredKey key) {
    return cache.containsKey(key.text()) ? ANY : null;
  }

  @Override
  public Object look(StoredKey key, SealedBytes expected) {
    return expected;
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    return with(creation, null, null).putIfAbsent(key.text(), value.bytes());
  }

  @Override
  public boolean replaceSeen(
      StoredKey key, Object seen, SealedBytes value, @Nullable Duration update) {
    IgniteCache<String, Object> updating = with(null, update, null);
    return seen instanceof SealedBytes known
        ? updating.replace(key.text(), known.bytes(), value.bytes())
        : updating.replace(key.text(), value.bytes());
  }

  @Override
  public boolean removeSeen(StoredKey key, Object seen) {
    return seen instanceof SealedBytes known
        ? cache.remove(key.text(), known.bytes())
        : cache.remove(key.text());
  }

  @Override
  public void touchSeen(StoredKey key, Object seen, Duration access) {
    with(null, null, access).get(key.text());
  }

  @Override
  public Map<StoredKey, Object> lookAll(Collection<StoredKey> keys) {
    Set<StoredKey> found = carriers.read(cache.getAll(Carriers.texts(keys))).of(keys).keySet();
    return found.stream().collect(toMap(key -> key, key -> ANY));
  }

  @Override
  public Map<StoredKey, SealedBytes> lookAll(Map<StoredKey, SealedBytes> expected) {
    return expected;
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    return begin(
        () -> with(creation, null, null).putIfAbsentAsync(key.text(), value.bytes()),
        () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key, Object seen, SealedBytes value, @Nullable Duration update) {
    IgniteCache<String, Object> updating = with(null, update, null);
    return begin(
        () ->
            seen instanceof SealedBytes known
                ? updating.replaceAsync(key.text(), known.bytes(), value.bytes())
                : updating.replaceAsync(key.text(), value.bytes()),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, Object seen) {
    return seen instanceof SealedBytes known
        ? begin(() -> cache.removeAsync(key.text(), known.bytes()), () -> removeSeen(key, seen))
        : beginRemove(key);
  }

  @Override
  public BooleanSupplier beginTouch(StoredKey key, Object seen, Duration access) {
    UnderWay<Object> begun = UnderWay.of(stage(with(null, null, access).getAsync(key.text())));
    return () -> {
      begun.answer();
      return true;
    };
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    return begin(() -> cache.removeAsync(key.text()), () -> cache.remove(key.text()));
  }

  private BooleanSupplier begin(Supplier<IgniteFuture<Boolean>> beginning, BooleanSupplier making) {
    return listeners.begin(() -> stage(beginning.get()), making);
  }

  private static <T> CompletionStage<T> stage(IgniteFuture<T> begun) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    begun.listen(
        done -> {
          try {
            stage.complete(done.get());
          } catch (RuntimeException e) {
            stage.completeExceptionally(e);
          }
        });
    return stage;
  }

  private IgniteCache<String, Object> with(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access) {
    return creation == null && update == null && access == null
        ? cache
        : cache.withExpiryPolicy(new Constants(creation, update, access));
  }

  /** Travels as durations, by a class of Ignite's. */
  private record Constants(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access)
      implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return creation == null ? Duration.ETERNAL : creation;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return update;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return access;
    }
  }
}
