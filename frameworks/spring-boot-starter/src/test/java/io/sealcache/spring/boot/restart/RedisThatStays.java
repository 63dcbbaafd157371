package io.sealcache.spring.boot.restart;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A store that no restart empties. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("restart.redis")
public class RedisThatStays {
  @Bean(destroyMethod = "shutdown")
  RedissonClient redisson(@Value("${restart.redis}") String address) {
    Config config = new Config();
    config.useSingleServer().setAddress(address);
    return Redisson.create(config);
  }
}
