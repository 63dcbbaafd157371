package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.ExpiringEntries;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.OperationExpiry;
import java.util.Collection;
import java.util.HashMap;
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
  private final Carriers carriers;
  private final ListenerCount listeners;
  private final boolean accessIsSilent;
  private final boolean updateIsSilent;
  private final boolean stillborn;

  HazelcastConstantExpiry(
      ICache<String, Object> cache,
      Carriers carriers,
      CacheExpiry expiry,
      ListenerCount listeners) {
    this.cache = cache;
    this.carriers = carriers;
    this.listeners = listeners;
    this.accessIsSilent = expiry.isAccessConstantNull();
    this.updateIsSilent = expiry.policy().getExpiryForUpdate() == null;
    this.stillborn = expiry.policy().getExpiryForCreation().isZero();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    return carriers.read(plain(expiry) ? cache.get(key.text()) : cache.get(key.text(), SILENT));
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    Set<String> texts = Carriers.texts(keys);
    return carriers.read(plain(expiry) ? cache.getAll(texts) : cache.getAll(texts, SILENT));
  }

  @Override
  public Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    if (!(cache instanceof HazelcastPlainCache client)) {
      return ExpiringEntries.super.beginGetAll(keys, expiry);
    }
    Supplier<Map<String, Object>> begun = client.beginGetAll(keys, plain(expiry) ? null : SILENT);
    return () -> carriers.read(begun.get());
  }

  private boolean plain(OperationExpiry expiry) {
    return accessIsSilent || !expiry.isSilent();
  }

  @Override
  public void touch(StoredKey key, OperationExpiry expiry) {
    cache.replace(key.text(), NONE, NONE);
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    if (!isStillborn(expiry)) {
      cache.put(key.text(), value.bytes());
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    if (stillborn) {
      entries.forEach((key, value) -> isStillborn(expiry));
    } else {
      cache.putAll(carriers.of(entries, new HashMap<>()));
    }
  }

  @Override
  public Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    return cache instanceof HazelcastPlainCache client && !stillborn && !listeners.isAwaited()
        ? client.beginPutAll(entries)
        : ExpiringEntries.super.beginPutAll(entries, expiry);
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return !isStillborn(expiry) && cache.putIfAbsent(key.text(), value.bytes());
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return cache.replace(key.text(), value.bytes());
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return (expiry.isSilent() && !updateIsSilent)
        ? cache.replace(key.text(), expected.bytes(), value.bytes(), SILENT)
        : cache.replace(key.text(), expected.bytes(), value.bytes());
  }

  /** Makes calls about different entries under way together. */
  List<Answer> makeTogether(List<EntryCall> calls) {
    return Answer.together(calls, this::begin);
  }

  private BooleanSupplier begin(EntryCall call) {
    String key = call.key().text();
    if (call instanceof EntryCall.PutIfAbsent put) {
      return isStillborn(put.expiry())
          ? () -> false
          : listeners.begin(
              () -> cache.putIfAbsentAsync(key, put.value().bytes()),
              () -> cache.putIfAbsent(key, put.value().bytes()));
    }
    if (call instanceof EntryCall.Replace replace) {
      return listeners.begin(
          () -> cache.replaceAsync(key, replace.expected().bytes(), replace.value().bytes()),
          () -> cache.replace(key, replace.expected().bytes(), replace.value().bytes()));
    }
    if (call instanceof EntryCall.RemoveSame remove) {
      return listeners.begin(
          () -> cache.removeAsync(key, remove.expected().bytes()),
          () -> cache.remove(key, remove.expected().bytes()));
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
