package io.sealcache.internal.store.redisson;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreListener;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Calls to Redisson and what the expiry policy says to them. Redisson asks it whether an entry is
 * created and whether it is updated before it knows which, so a policy whose answers may change is
 * asked here, after a look. It is never told that an entry expires at once, where it publishes an
 * event that nobody can decode: such an entry isn't written, or is removed.
 */
final class RedissonCalls implements StoreCalls, AskedExpiry<SealedBytes> {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  private static final SealedBytes NONE = SealedBytes.ofStore(new byte[0]);

  /** Redisson takes ETERNAL for "leave it as it is", whatever deadline there is. */
  private static final Duration AGES = new Duration(TimeUnit.DAYS, 365_000);

  private static final ExpiryPolicy SILENT = OperationExpiry.silent();

  private final RedissonCache cache;
  private final boolean constant;

  /**
   * @param constant whether the policy's answers never change, and none of them is zero
   */
  RedissonCalls(RedissonCache cache, boolean constant) {
    this.cache = cache;
    this.constant = constant;
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    if (constant) {
      return cache.get(key, expiry);
    }
    SealedBytes value = look(key);
    if (value != null) {
      accessSeen(key, value, expiry.getExpiryForAccess());
    }
    return value;
  }

  // Redisson's own getAll, as an access, gives entries that have expired their life back.
  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    FoundEntries found = cache.getAll(keys);
    if (!expiry.isSilent()) {
      accessAll(found.of(keys), expiry);
    }
    return found;
  }

  @Override
  public Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return expiry.isSilent()
        ? cache.beginGetAll(keys)
        : AskedExpiry.super.beginGetAll(keys, expiry);
  }

  @Override
  public void touch(StoredKey key, OperationExpiry expiry) {
    SealedBytes value = look(key);
    if (value != null) {
      accessSeen(key, value, expiry.getExpiryForAccess());
    }
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (constant) {
      cache.put(key, value, expiry);
    } else {
      AskedExpiry.super.put(key, value, expiry);
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    if (constant) {
      cache.putAll(entries, expiry);
    } else {
      AskedExpiry.super.putAll(entries, expiry);
    }
  }

  @Override
  public Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    return constant && !cache.isAwaited()
        ? cache.beginPutAll(entries, expiry)
        : AskedExpiry.super.beginPutAll(entries, expiry);
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return constant
        ? cache.putIfAbsent(key, value, expiry)
        : AskedExpiry.super.putIfAbsent(key, value, expiry);
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return constant
        ? cache.replace(key, value, expiry)
        : AskedExpiry.super.replace(key, value, expiry);
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes look(StoredKey key) {
    return cache.get(key, SILENT);
  }

  @Override
  public SealedBytes look(StoredKey key, SealedBytes expected) {
    return expected;
  }

  @Override
  public boolean create(StoredKey key, SealedBytes value, Duration creation) {
    return cache.putIfAbsent(key, value, policy(creation));
  }

  @Override
  public boolean replaceSeen(
      StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
    return cache.replace(key, seen, value, policyForUpdate(update));
  }

  // Were access answered too, a race that is lost would change when the winner's entry expires.
  private ExpiryPolicy policyForUpdate(@Nullable Duration update) {
    return update == null ? SILENT : new ModifiedExpiryPolicy(ages(update));
  }

  @Override
  public boolean removeSeen(StoredKey key, SealedBytes seen) {
    return cache.remove(key, seen);
  }

  @Override
  public void touchSeen(StoredKey key, SealedBytes seen, Duration access) {
    cache.replace(key, NONE, NONE, policy(access));
  }

  @Override
  public Map<StoredKey, SealedBytes> lookAll(Collection<StoredKey> keys) {
    return cache.getAll(keys).of(keys);
  }

  @Override
  public Map<StoredKey, SealedBytes> lookAll(Map<StoredKey, SealedBytes> expected) {
    return expected;
  }

  @Override
  public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
    return cache.isAwaited()
        ? made(create(key, value, creation))
        : cache.beginPutIfAbsent(key, value, policy(creation));
  }

  @Override
  public BooleanSupplier beginReplace(
      StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
    return cache.isAwaited()
        ? made(replaceSeen(key, seen, value, update))
        : cache.beginReplace(key, seen, value, policyForUpdate(update));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key, SealedBytes seen) {
    return cache.isAwaited() ? made(removeSeen(key, seen)) : cache.beginRemove(key, seen);
  }

  @Override
  public BooleanSupplier beginTouch(StoredKey key, SealedBytes seen, Duration access) {
    return cache.beginReplace(key, NONE, NONE, policy(access));
  }

  @Override
  public BooleanSupplier beginRemove(StoredKey key) {
    return cache.isAwaited() ? made(remove(key)) : cache.beginRemove(key);
  }

  private static BooleanSupplier made(boolean answer) {
    return () -> answer;
  }

  @Override
  public boolean makesTogether() {
    return true;
  }

  @Override
  public List<Answer> makeAll(List<EntryCall> calls) {
    return makeTogether(calls);
  }

  @Override
  public boolean remove(StoredKey key) {
    return cache.remove(key);
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return cache.remove(key, expected);
  }

  @Override
  public void removeAll(Collection<StoredKey> keys) {
    cache.removeAll(keys);
  }

  @Override
  public void removeAll(Collection<StoredKey> keys, LongConsumer counted) {
    if (cache.countsRemovals()) {
      counted.accept(cache.removeAllCounted(keys));
    } else {
      StoreCalls.super.removeAll(keys, counted);
    }
  }

  @Override
  public Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return cache.isAwaited() ? StoreCalls.super.beginRemoveAll(keys) : cache.beginRemoveAll(keys);
  }

  @Override
  public void removeAll() {
    cache.removeAll();
  }

  @Override
  public void clear() {
    cache.clear();
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return cache.iterator();
  }

  @Override
  public void registerListener(StoreListener listener) {
    cache.registerListener(listener);
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    cache.deregisterListener(listener);
  }

  @Override
  public void close() {
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }

  @Override
  public String describe() {
    return cache.describe();
  }

  /** Answers whatever Redisson asks with {@code duration}; null: leave it as it is. */
  private ExpiryPolicy policy(@Nullable Duration duration) {
    return duration == null ? SILENT : new TouchedExpiryPolicy(ages(duration));
  }

  // Where the answers never change, no entry has a deadline that an eternal one would have to end.
  private Duration ages(Duration duration) {
    return duration.isEternal() && !constant ? AGES : duration;
  }
}
