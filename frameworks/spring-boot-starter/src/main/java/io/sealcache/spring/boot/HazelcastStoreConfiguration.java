package io.sealcache.spring.boot;

import com.hazelcast.core.HazelcastInstance;
import java.util.Properties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application's own Hazelcast is the store. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HazelcastInstance.class)
class HazelcastStoreConfiguration {
  private static final String INSTANCE = "hazelcast.instance.itself";
  private static final String LOCATION = "hazelcast.config.location";

  // Hazelcast's registered provider means a client, which looks for a cluster for ever.
  @Bean
  @ConditionalOnSingleCandidate(HazelcastInstance.class)
  StoreChoice sealCacheHazelcast(HazelcastInstance instance) {
    boolean client = instance.getClass().getName().startsWith("com.hazelcast.client.");
    return new StoreChoice(
        client
            ? "com.hazelcast.client.cache.HazelcastClientCachingProvider"
            : "com.hazelcast.cache.HazelcastMemberCachingProvider",
        properties -> add(instance, properties));
  }

  private static void add(HazelcastInstance instance, Properties properties) {
    if (!properties.containsKey(LOCATION)) {
      properties.putIfAbsent(INSTANCE, instance);
    }
  }
}
