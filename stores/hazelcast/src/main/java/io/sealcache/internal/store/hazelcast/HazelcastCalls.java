package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.Change;
import io.sealcache.internal.store.EntryCalls;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.HeardEntries;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.UnderWay;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a cache that members expire by themselves, under one of JCache's own policies.
 * Thread-safe.
 */
final class HazelcastCalls implements EntryCalls {
  // Answers null for an access and an update and, of JCache's policies, takes the fewest bytes on
  // the wire.
  private static final ExpiryPolicy SILENT = new EternalExpiryPolicy();

  private final ICache<String, Object> cache;
  private final Carriers carriers;
  private final SynchronousEvents events;
  private final HeardEntries<Object> removals;
  private final boolean accessIsSilent;
  private final boolean updateIsSilent;
  private final boolean stillborn;

  HazelcastCalls(
      ICache<String, Object> cache,
      Carriers carriers,
      CacheExpiry expiry,
      SynchronousEvents events) {
    this.cache = cache;
    this.carriers = carriers;
    this.events = events;
    this.removals = new HeardEntries<>(new HazelcastEntries(cache, carriers), events);
    this.accessIsSilent = expiry.isAccessConstantNull();
    this.updateIsSilent = expiry.policy().getExpiryForUpdate() == null;
    this.stillborn = expiry.policy().getExpiryForCreation().isZero();
  }

  @Override
  @SuppressWarnings("unchecked") // each call has the type of its answer
  public <T extends @Nullable Object> Begun<T> begin(StoreCall<T> call) {
    return (Begun<T>) begun(call);
  }

  private Begun<?> begun(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return Begun.<@Nullable SealedBytes>answered(get(get.key().text(), get.expiry()));
    } else if (call instanceof StoreCall.GetAll all) {
      return getAll(all.keys(), all.expiry());
    } else if (call instanceof StoreCall.PutAll all) {
      return putAll(all.values(), all.expiry());
    } else if (call instanceof StoreCall.RemoveAll all) {
      return removals.removeAll(all.keys());
    } else if (call instanceof StoreCall.RemoveCounted all) {
      return removals.removeCounted(all.keys());
    } else if (call instanceof StoreCall.Together many) {
      return Begun.answered(Answer.together(many.calls(), this::beginOne));
    }
    return alone((StoreCall.OfEntry) call);
  }

  private @Nullable SealedBytes get(String key, OperationExpiry expiry) {
    return carriers.read(plain(expiry) ? cache.get(key) : cache.get(key, SILENT));
  }

  private Begun<FoundEntries> getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    Set<String> texts = Carriers.texts(keys);
    return Begun.answered(
        carriers.read(plain(expiry) ? cache.getAll(texts) : cache.getAll(texts, SILENT)));
  }

  private boolean plain(OperationExpiry expiry) {
    return accessIsSilent || !expiry.isSilent();
  }

  private Begun<Boolean> putAll(Map<StoredKey, SealedBytes> values, OperationExpiry expiry) {
    if (stillborn) {
      values.forEach((key, value) -> isStillborn(expiry));
      return Begun.answered(true);
    }
    return events.begin(Change.writes(values), () -> putAll(values));
  }

  private Begun<Boolean> putAll(Map<StoredKey, SealedBytes> values) {
    cache.putAll(carriers.of(values, new HashMap<>()));
    return Begun.answered(true);
  }

  /** One by itself: made, which costs the caller less than to be begun. */
  private Begun<Boolean> alone(StoreCall.OfEntry call) {
    String key = call.key().text();
    if (call instanceof StoreCall.Put put) {
      return isStillborn(put.expiry())
          ? Begun.answered(true)
          : written(put.key(), put.value(), () -> put(key, put.value()));
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      return isStillborn(put.expiry())
          ? Begun.answered(false)
          : written(put.key(), put.value(), () -> cache.putIfAbsent(key, put.value().bytes()));
    } else if (call instanceof StoreCall.Replace replace) {
      return written(replace.key(), replace.value(), () -> replace(replace));
    } else if (call instanceof StoreCall.Touch) {
      return Begun.answered(cache.replace(key, HazelcastEntries.NONE, HazelcastEntries.NONE));
    }
    return beginOne(call);
  }

  private boolean put(String key, SealedBytes value) {
    cache.put(key, value.bytes());
    return true;
  }

  private boolean replace(StoreCall.Replace call) {
    String key = call.key().text();
    byte[] value = call.value().bytes();
    SealedBytes expected = call.expected();
    if (expected == null) {
      return cache.replace(key, value);
    }
    boolean silently = call.expiry().isSilent() && !updateIsSilent;
    return silently
        ? cache.replace(key, expected.bytes(), value, SILENT)
        : cache.replace(key, expected.bytes(), value);
  }

  private Begun<Boolean> written(StoredKey key, SealedBytes value, Supplier<Boolean> call) {
    return events.begin(List.of(Change.write(key, value)), () -> Begun.answered(call.get()));
  }

  private Begun<Boolean> beginOne(StoreCall.OfEntry call) {
    String key = call.key().text();
    if (call instanceof StoreCall.PutIfAbsent put) {
      return isStillborn(put.expiry())
          ? Begun.answered(false)
          : begun(put.key(), put.value(), () -> cache.putIfAbsentAsync(key, put.value().bytes()));
    } else if (call instanceof StoreCall.Replace replace && replace.expected() != null) {
      byte[] expected = replace.expected().bytes();
      return begun(
          replace.key(),
          replace.value(),
          () -> cache.replaceAsync(key, expected, replace.value().bytes()));
    } else if (call instanceof StoreCall.Remove remove) {
      return remove.expected() == null
          ? removals.remove(remove.key())
          : removals.remove(remove.key(), remove.expected());
    } else if (call instanceof StoreCall.Touch) {
      return UnderWay.of(cache.replaceAsync(key, HazelcastEntries.NONE, HazelcastEntries.NONE));
    }
    return alone(call);
  }

  private Begun<Boolean> begun(
      StoredKey key, SealedBytes value, Supplier<CompletionStage<Boolean>> beginning) {
    return events.begin(List.of(Change.write(key, value)), () -> UnderWay.of(beginning.get()));
  }

  // Under such a policy no entry ever exists, so nothing is sent; asking counts it.
  private boolean isStillborn(OperationExpiry expiry) {
    return stillborn && expiry.getExpiryForCreation().isZero();
  }
}
