package io.sealcache.stores;

import java.util.ArrayList;
import java.util.List;

/** The stores that run in processes of their own. */
enum StoreKind {
  HAZELCAST("com.hazelcast.client.cache.HazelcastClientCachingProvider"),
  REDIS("org.redisson.jcache.JCachingProvider");

  private final String provider;

  StoreKind(String provider) {
    this.provider = provider;
  }

  /** The class name of the wrapped caching provider. */
  String provider() {
    return provider;
  }

  /** The options that an application is started with. */
  List<String> options(String cluster, int port, String routing) {
    List<String> options = new ArrayList<>(List.of("-Dsealcache.store.provider=" + provider));
    options.add("-Dsealcache.master-key=" + Secrets.MASTER_KEY);
    options.add("-Dsealcache.index-key=" + Secrets.INDEX_KEY);
    options.add("-Dsealcache.tenant=" + Secrets.TENANT);
    options.add("-Dsealcache.context=" + Secrets.CONTEXT);
    switch (this) {
      case HAZELCAST -> {
        options.add("-Dhazelcast.client.config=classpath:hazelcast-client.xml");
        options.add("-Dstore.cluster=" + cluster);
        options.add("-Dstore.member=127.0.0.1:" + port);
        options.add("-Dstore.routing=" + routing);
        options.add("-Dstore.redo=false"); // Hazelcast's own default
      }
      case REDIS -> options.add("-Dstore.redis=redis://127.0.0.1:" + port);
    }
    return options;
  }
}
