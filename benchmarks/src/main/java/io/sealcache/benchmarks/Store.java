package io.sealcache.benchmarks;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.Properties;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** A store on the heap, or in this JVM at least, as it is by default. */
public enum Store {
  CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
  EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
  HAZELCAST_MEMBER("com.hazelcast.cache.HazelcastMemberCachingProvider");

  private static final String SEALCACHE = "io.sealcache.EncryptedCachingProvider";

  private final String provider;

  Store(String provider) {
    this.provider = provider;
  }

  OpenedStore openNaked() {
    return open(provider, new Properties());
  }

  OpenedStore openSealed() {
    Properties properties = new Properties();
    properties.setProperty("sealcache.store.provider", provider);
    properties.setProperty("sealcache.master-key", "00".repeat(31) + "01");
    properties.setProperty("sealcache.index-key", "00".repeat(31) + "02");
    return open(SEALCACHE, properties);
  }

  private OpenedStore open(String opened, Properties properties) {
    CachingProvider caching = Caching.getCachingProvider(opened);
    Runnable member = () -> {};
    if (this == HAZELCAST_MEMBER) {
      HazelcastInstance instance = Hazelcast.newHazelcastInstance(alone());
      properties.put("hazelcast.instance.itself", instance);
      member = instance::shutdown;
    }
    return new OpenedStore(caching, caching.getCacheManager(null, null, properties), member);
  }

  /** A member that looks for no other one. */
  private static Config alone() {
    Config config = new Config();
    config.setClusterName("benchmarks");
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.socket.bind.any", "false");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(5799).setPortCount(100).setPublicAddress("127.0.0.1");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    return config;
  }
}
