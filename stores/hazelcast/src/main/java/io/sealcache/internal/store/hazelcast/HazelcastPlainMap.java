package io.sealcache.internal.store.hazelcast;

import com.hazelcast.client.impl.proxy.ClientMapProxy;
import com.hazelcast.client.impl.spi.ClientContext;
import com.hazelcast.map.IMap;

/** A client's map that is read by {@link HazelcastPlainTypes}. Thread-safe. */
final class HazelcastPlainMap extends ClientMapProxy<String, Object> {
  HazelcastPlainMap(IMap<String, Object> known, ClientContext plain) {
    super(known.getServiceName(), known.getName(), plain);
    onInitialize();
  }
}
