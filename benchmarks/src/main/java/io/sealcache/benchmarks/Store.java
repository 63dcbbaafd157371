package io.sealcache.benchmarks;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.keys.KeySource;
import java.util.Locale;
import java.util.Properties;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** A store on the heap, or in this JVM at least, as it is by default where it has one. */
public enum Store {
  CAFFEINE("Caffeine", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
  EHCACHE("Ehcache", "org.ehcache.jsr107.EhcacheCachingProvider"),
  EHCACHE_OFFHEAP("Ehcache off-heap", "org.ehcache.jsr107.EhcacheCachingProvider"),
  HAZELCAST_MEMBER("Hazelcast member", "com.hazelcast.cache.HazelcastMemberCachingProvider");

  private static final String SEALCACHE = "io.sealcache.EncryptedCachingProvider";

  private final String title;
  private final String provider;

  Store(String title, String provider) {
    this.title = title;
    this.provider = provider;
  }

  /** As people write it. */
  public String title() {
    return title;
  }

  /** As rows have it. */
  public String rowName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public OpenedStore openUnencrypted() {
    return open(provider, new Properties());
  }

  public OpenedStore openSealed() {
    Properties properties = new Properties();
    properties.setProperty(
        "sealcache.master-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    properties.setProperty(
        "sealcache.index-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    return openSealed(properties);
  }

  /** By keys from elsewhere, with so many tenants at most in memory. */
  public OpenedStore openSealed(KeySource keys, int tenants) {
    Properties properties = new Properties();
    properties.setProperty("sealcache.tenants-in-memory", Integer.toString(tenants));
    properties.put("sealcache.key-source", keys);
    return openSealed(properties);
  }

  private OpenedStore openSealed(Properties properties) {
    properties.setProperty("sealcache.store.provider", provider);
    return open(SEALCACHE, properties);
  }

  private OpenedStore open(String opened, Properties properties) {
    CachingProvider caching = Caching.getCachingProvider(opened);
    Runnable member = () -> {};
    if (this == EHCACHE_OFFHEAP) {
      properties.setProperty(
          "ehcache.jsr107.config.default",
          String.valueOf(Store.class.getResource("ehcache-offheap.xml")));
    }
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
