package io.sealcache.internal.store.hazelcast;

import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.client.cache.impl.ClientCacheProxy;
import com.hazelcast.client.impl.spi.ClientContext;
import com.hazelcast.config.CacheConfig;

/**
 * A client's cache that is read by {@link HazelcastPlainTypes}, beside the one that Hazelcast's
 * manager knows: both are closed at once. Thread-safe.
 */
final class HazelcastPlainCache extends ClientCacheProxy<String, Object> {
  private final ICacheInternal<String, Object> known;

  HazelcastPlainCache(ICacheInternal<String, Object> known, ClientContext plain) {
    super(configuration(known), plain);
    this.known = known;
    onInitialize();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // each of Hazelcast's configurations is one
  private static CacheConfig<String, Object> configuration(ICacheInternal<String, Object> known) {
    CacheConfig<String, Object> taken = known.getConfiguration(CacheConfig.class);
    CacheConfig<String, Object> configuration = new CacheConfig<>(taken);
    // A value that is none of ours is compared with too.
    ((CacheConfig) configuration).setTypes(Object.class, Object.class);
    String prefixed = known.getPrefixedName();
    configuration.setName(known.getName());
    configuration.setManagerPrefix(
        prefixed.substring(0, prefixed.length() - known.getName().length()));
    return configuration;
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
