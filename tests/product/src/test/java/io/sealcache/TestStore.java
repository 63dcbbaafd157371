package io.sealcache;

import java.util.Map;

/** The stores that the tests run over. */
public enum TestStore {
  REFERENCE_IMPLEMENTATION("org.jsr107.ri.spi.RICachingProvider"),
  CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
  EHCACHE_HEAP("org.ehcache.jsr107.EhcacheCachingProvider"),
  EHCACHE_OFFHEAP("org.ehcache.jsr107.EhcacheCachingProvider"),
  HAZELCAST_MEMBER("com.hazelcast.cache.HazelcastMemberCachingProvider"),
  INFINISPAN("org.infinispan.jcache.embedded.JCachingProvider");

  private final String providerClass;

  TestStore(String providerClass) {
    this.providerClass = providerClass;
  }

  public String providerClass() {
    return providerClass;
  }

  /** What the store itself takes from the manager's properties. */
  Map<String, String> properties() {
    return this == EHCACHE_OFFHEAP
        ? Map.of(
            "ehcache.jsr107.config.default",
            String.valueOf(TestStore.class.getResource("ehcache-offheap.xml")))
        : Map.of();
  }
}
