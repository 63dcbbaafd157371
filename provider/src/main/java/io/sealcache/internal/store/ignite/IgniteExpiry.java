package io.sealcache.internal.store.ignite;

import static java.util.stream.Collectors.toMap;

import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.UnderWay;
import java.util.HashMap;
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
  private final ListenerCount listeners;
  private final boolean eternal;
  private final boolean standard;

  IgniteExpiry(IgniteCache<String, Object> cache, CacheExpiry expiry, ListenerCount listeners) {
    this.cache = cache;
    this.listeners = listeners;
    this.eternal = expiry.isEternal();
    this.standard = expiry.isStandard();
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    Object value = cache.get(key);
    if (value != null && !expiry.isSilent()) {
      accessSeen(key, value, expiry.getExpiryForAccess());
    }
    return value;
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    Map<String, Object> found = new HashMap<>(cache.getAll(keys));
    if (!expiry.isSilent()) {
      accessAll(found, expiry);
    }
    return found;
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (eternal) {
      cache.put(key, value);
    } else if (standard) {
      putConstant(key, value, expiry);
    } else {
      AskedExpiry.super.put(key, value, expiry);
    }
  }

  private void putConstant(String key, Object value, OperationExpiry expiry) {
    Duration creation = expiry.getExpiryForCreation();
    if (!creation.isZero()) { // under such a policy no entry ever exists
      with(creation, expiry.getExpiryForUpdate(), null).put(key, value);
    }
  }

  // In one order everywhere: two bulk writes that lock entries in different ones wait for ever.
  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    Map<String, Object> ordered = new TreeMap<>(entries);
    if (eternal) {
      cache.putAll(ordered);
    } else if (standard) {
      putAllConstant(ordered, expiry);
    } else {
      AskedExpiry.super.putAll(ordered, expiry);
    }
  }

  private void putAllConstant(Map<String, Object> entries, OperationExpiry expiry) {
    Duration creation = Duration.ETERNAL;
    for (int i = 0; i < entries.size(); i++) { // asking counts those that no entry comes of
      creation = expiry.getExpiryForCreation();
    }
    if (!creation.isZero()) {
      with(creation, expiry.getExpiryForUpdate(), null).putAll(entries);
    }
  }

  // As above.
  @Override
  public Set<String> inOrder(Set<String> keys) {
    return new TreeSet<>(keys);
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable Object look(String key) {
    return cache.containsKey(key) ? ANY : null;
  }

  @Override
  public Object look(String key, Object expected) {
    return expected;
  }

  @Override
  public boolean create(String key, Object value, Duration creation) {
    return with(creation, null, null).putIfAbsent(key, value);
  }

  @Override
  public boolean replaceSeen(String key, Object seen, Object value, @Nullable Duration update) {
    IgniteCache<String, Object> updating = with(null, update, null);
    return seen == ANY ? updating.replace(key, value) : updating.replace(key, seen, value);
  }

  @Override
  public boolean removeSeen(String key, Object seen) {
    return seen == ANY ? cache.remove(key) : cache.remove(key, seen);
  }

  @Override
  public void touchSeen(String key, Object seen, Duration access) {
    with(null, null, access).get(key);
  }

  @Override
  public Map<String, Object> lookAll(Set<String> keys) {
    return cache.getAll(keys).keySet().stream().collect(toMap(key -> key, key -> ANY));
  }

  @Override
  public Map<String, Object> lookAll(Map<String, Object> expected) {
    return expected;
  }

  @Override
  public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
    return begin(
        () -> with(creation, null, null).putIfAbsentAsync(key, value),
        () -> create(key, value, creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      String key, Object seen, Object value, @Nullable Duration update) {
    IgniteCache<String, Object> updating = with(null, update, null);
    return begin(
        () ->
            seen == ANY
                ? updating.replaceAsync(key, value)
                : updating.replaceAsync(key, seen, value),
        () -> replaceSeen(key, seen, value, update));
  }

  @Override
  public BooleanSupplier beginRemove(String key, Object seen) {
    return seen == ANY
        ? beginRemove(key)
        : begin(() -> cache.removeAsync(key, seen), () -> removeSeen(key, seen));
  }

  @Override
  public BooleanSupplier beginTouch(String key, Object seen, Duration access) {
    UnderWay<Object> begun = UnderWay.of(stage(with(null, null, access).getAsync(key)));
    return () -> {
      begun.answer();
      return true;
    };
  }

  @Override
  public BooleanSupplier beginRemove(String key) {
    return begin(() -> cache.removeAsync(key), () -> cache.remove(key));
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
