package io.sealcache.spring.boot;

import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The Redis of the application's own Redisson is the store, unless a file says what is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedissonClient.class)
@Conditional(RedissonStoreConfiguration.WithoutStoreFile.class)
class RedissonStoreConfiguration {
  @Bean
  @ConditionalOnSingleCandidate(RedissonClient.class)
  StoreChoice sealCacheRedisson(RedissonClient client) {
    return new StoreChoice(
        "org.redisson.jcache.JCachingProvider",
        properties -> properties.putIfAbsent("redisson.client", client));
  }

  /** The file may be that of any store. */
  static final class WithoutStoreFile implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().containsProperty(SealCacheDefaults.CONFIG);
    }
  }
}
