package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.ExpiringEntries;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** For a cache that members expire by themselves, under one of JCache's own policies. */
final class HazelcastConstantExpiry implements ExpiringEntries {
  /** Equal to no stored value: compared with, it makes a replace an access that writes nothing. */
  static final byte[] NONE = {};

  // Answers null for an access and an update and, of JCache's policies, takes the fewest bytes on
  // the wire.
  private static final ExpiryPolicy SILENT = new EternalExpiryPolicy();

  private final ICache<String, Object> cache;
  private final ListenerCount listeners;
  private final boolean accessIsSilent;
  private final boolean updateIsSilent;
  private final boolean stillborn;

  HazelcastConstantExpiry(
      ICache<String, Object> cache, CacheExpiry expiry, ListenerCount listeners) {
    this.cache = cache;
    this.listeners = listeners;
    this.accessIsSilent = expiry.isAccessConstantNull();
    this.updateIsSilent = expiry.policy().getExpiryForUpdate() == null;
    this.stillborn = expiry.policy().getExpiryForCreation().isZero();
  }

  @Override
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return plain(expiry) ? cache.get(key) : cache.get(key, SILENT);
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return plain(expiry) ? cache.getAll(keys) : cache.getAll(keys, SILENT);
  }

  @Override
  public Supplier<Map<String, Object>> beginGetAll(Set<String> keys, OperationExpiry expiry) {
    return cache instanceof HazelcastPlainCache client
        ? client.beginGetAll(keys, plain(expiry) ? null : SILENT)
        : ExpiringEntries.super.beginGetAll(keys, expiry);
  }

  private boolean plain(OperationExpiry expiry) {
    return accessIsSilent || !expiry.isSilent();
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    cache.replace(key, NONE, NONE);
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    if (!isStillborn(expiry)) {
      cache.put(key, value);
    }
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    if (stillborn) {
      entries.forEach((key, value) -> isStillborn(expiry));
    } else {
      cache.putAll(entries);
    }
  }

  @Override
  public Runnable beginPutAll(Map<String, Object> entries, OperationExpiry expiry) {
    return cache instanceof HazelcastPlainCache client && !stillborn && !listeners.isAwaited()
        ? client.beginPutAll(entries)
        : ExpiringEntries.super.beginPutAll(entries, expiry);
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return !isStillborn(expiry) && cache.putIfAbsent(key, value);
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return cache.replace(key, value);
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return (expiry.isSilent() && !updateIsSilent)
        ? cache.replace(key, expected, value, SILENT)
        : cache.replace(key, expected, value);
  }

  /** Makes calls about different entries under way together. */
  List<Answer> makeTogether(List<EntryCall> calls) {
    return Answer.together(calls, this::begin);
  }

  private BooleanSupplier begin(EntryCall call) {
    String key = call.key();
    if (call instanceof EntryCall.PutIfAbsent put) {
      return isStillborn(put.expiry())
          ? () -> false
          : listeners.begin(
              () -> cache.putIfAbsentAsync(key, put.value()),
              () -> cache.putIfAbsent(key, put.value()));
    }
    if (call instanceof EntryCall.Replace replace) {
      return listeners.begin(
          () -> cache.replaceAsync(key, replace.expected(), replace.value()),
          () -> cache.replace(key, replace.expected(), replace.value()));
    }
    if (call instanceof EntryCall.RemoveSame remove) {
      return listeners.begin(
          () -> cache.removeAsync(key, remove.expected()),
          () -> cache.remove(key, remove.expected()));
    }
    return call instanceof EntryCall.Remove
        ? listeners.begin(() -> cache.removeAsync(key), () -> cache.remove(key))
        : listeners.begin(
            () -> cache.replaceAsync(key, NONE, NONE), () -> cache.replace(key, NONE, NONE));
  }

  // Under such a policy no entry ever exists, so nothing is sent; asking counts it.
  private boolean isStillborn(OperationExpiry expiry) {
    return stillborn && expiry.getExpiryForCreation().isZero();
  }
}
