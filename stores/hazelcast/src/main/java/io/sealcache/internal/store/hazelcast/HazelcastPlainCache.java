package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.CacheEntry;
import com.hazelcast.client.cache.impl.ClientCacheProxy;
import com.hazelcast.client.impl.protocol.ClientMessage;
import com.hazelcast.client.impl.protocol.codec.CacheGetAllCodec;
import com.hazelcast.client.impl.protocol.codec.CacheIterateEntriesCodec;
import com.hazelcast.client.impl.protocol.codec.CachePutAllCodec;
import com.hazelcast.client.impl.protocol.codec.CacheRemoveAllKeysCodec;
import com.hazelcast.client.impl.spi.ClientContext;
import com.hazelcast.client.impl.spi.ClientPartitionService;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.internal.nio.Bits;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.impl.HeapData;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.UnderWay;
import io.sealcache.internal.store.hazelcast.HazelcastPages.Page;
import io.sealcache.internal.store.hazelcast.HazelcastPages.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A client's cache that is read by {@link HazelcastPlainTypes}, beside the one that Hazelcast's
 * manager knows: both are closed at once. Thread-safe.
 */
final class HazelcastPlainCache extends ClientCacheProxy<String, Object> {
  /** As Hazelcast's own calls that are only begun tell members. */
  private static final int NOBODY_WAITS = -1;

  private final ICache<String, Object> known;

  HazelcastPlainCache(ICache<String, Object> known, ClientContext plain) {
    super(configuration(known), plain);
    this.known = known;
    onInitialize();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // each of Hazelcast's configurations is one
  private static CacheConfig<String, Object> configuration(ICache<String, Object> known) {
    CacheConfig<String, Object> taken = known.getConfiguration(CacheConfig.class);
    CacheConfig<String, Object> configuration = new CacheConfig<>(taken);
    // What is none of ours is compared with too.
    ((CacheConfig) configuration).setTypes(Object.class, Object.class);
    String prefixed = known.getPrefixedName();
    configuration.setName(known.getName());
    configuration.setManagerPrefix(
        prefixed.substring(0, prefixed.length() - known.getName().length()));
    return configuration;
  }

  /** Begins a read of many entries; the answer is made objects of by who waits for it. */
  Begun<Map<String, Object>> beginGetAll(
      Collection<StoredKey> keys, @Nullable ExpiryPolicy expiry) {
    ensureOpen();
    UnderWay<ClientMessage> begun =
        UnderWay.of(
            invokeAsync(
                CacheGetAllCodec.encodeRequest(nameWithPrefix, data(keys), toData(expiry))));
    return () -> {
      Map<String, Object> found = new HashMap<>();
      for (Map.Entry<Data, Data> entry : CacheGetAllCodec.decodeResponse(begun.answer())) {
        if (toObject(entry.getKey()) instanceof String key) {
          found.put(key, toObject(entry.getValue()));
        }
      }
      return found;
    };
  }

  /** Begins a write of many entries, a call for each partition, where no listener waits. */
  Begun<Boolean> beginPutAll(Map<StoredKey, SealedBytes> entries) {
    ensureOpen();
    ClientPartitionService partitions = getContext().getPartitionService();
    Map<Integer, List<Map.Entry<Data, Data>>> byPartition = new HashMap<>();
    entries.forEach(
        (key, value) -> {
          Data stored = toData(key.text());
          byPartition
              .computeIfAbsent(partitions.getPartitionId(stored), partition -> new ArrayList<>())
              .add(Map.entry(stored, toData(value.bytes())));
        });
    List<CompletableFuture<?>> begun = new ArrayList<>();
    byPartition.forEach(
        (partition, some) ->
            begun.add(
                invoke(
                    CachePutAllCodec.encodeRequest(nameWithPrefix, some, null, NOBODY_WAITS),
                    partition,
                    NOBODY_WAITS)));
    UnderWay<Void> all =
        UnderWay.of(CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)));
    return () -> {
      all.answer();
      return true;
    };
  }

  /** Begins to remove many entries, where no listener waits. */
  Begun<Boolean> beginRemoveAll(Collection<StoredKey> keys) {
    ensureOpen();
    UnderWay<ClientMessage> begun =
        UnderWay.of(
            invokeAsync(
                CacheRemoveAllKeysCodec.encodeRequest(nameWithPrefix, data(keys), NOBODY_WAITS)));
    return () -> {
      begun.answer();
      return true;
    };
  }

  /** Begins to read a page of a partition's entries. */
  Supplier<Page> beginPage(Place place) {
    ensureOpen();
    UnderWay<ClientMessage> begun =
        UnderWay.of(
            invoke(
                CacheIterateEntriesCodec.encodeRequest(
                    nameWithPrefix, place.pointers(), HazelcastIteration.ENTRIES_A_CALL),
                place.partition(),
                NOBODY_WAITS));
    return () -> page(place.partition(), CacheIterateEntriesCodec.decodeResponse(begun.answer()));
  }

  private Page page(int partition, CacheIterateEntriesCodec.ResponseParameters answer) {
    List<Cache.Entry<String, Object>> entries = new ArrayList<>(answer.entries.size());
    answer.entries.forEach(entry -> entries.add(entry(entry)));
    var pointers = answer.iterationPointers;
    // The last pointer is that of the table as it is now.
    boolean ends =
        entries.isEmpty() || pointers.isEmpty() || pointers.get(pointers.size() - 1).getKey() < 0;
    return new Page(entries, ends ? null : new Place(partition, pointers));
  }

  // Of whatever types: what is none of ours is looked at too.
  @SuppressWarnings("unchecked")
  private Cache.Entry<String, Object> entry(Map.Entry<Data, Data> stored) {
    Cache.Entry<?, ?> entry =
        new CacheEntry<Object, Object>(toObject(stored.getKey()), toObject(stored.getValue()));
    return (Cache.Entry<String, Object>) entry;
  }

  private List<Data> data(Collection<StoredKey> keys) {
    List<Data> data = new ArrayList<>(keys.size());
    keys.forEach(key -> data.add(withPartitionHash(toData(key.text()))));
    return data;
  }

  /**
   * Writes the hash that says in which partition a key is into the place that its form has for one.
   * A member asks each key of such a call once for each partition, and would compute it each time.
   *
   * @param key made just now, so nobody else's
   */
  static Data withPartitionHash(Data key) {
    if (!key.hasPartitionHash()) {
      Bits.writeIntB(key.toByteArray(), HeapData.PARTITION_HASH_OFFSET, key.getPartitionHash());
    }
    return key;
  }

  @Override
  public void close() {
    super.close();
    known.close();
  }

  @Override
  public boolean isClosed() {
    return super.isClosed() || known.isClosed();
  }
}
