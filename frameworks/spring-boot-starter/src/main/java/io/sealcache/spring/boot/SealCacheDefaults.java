package io.sealcache.spring.boot;

import io.sealcache.EncryptedCachingProvider;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Has Spring Boot choose JCache over SealCache where the application says nothing else. By itself
 * it finds two JCache providers, takes none, and goes on to the next cache it knows, in clear.
 */
public final class SealCacheDefaults
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  static final String TYPE = "spring.cache.type";
  static final String PROVIDER = "spring.cache.jcache.provider";
  static final String CONFIG = "spring.cache.jcache.config";

  /** For {@code META-INF/spring.factories}. */
  public SealCacheDefaults() {}

  // Last: what the application sets wins, and is looked at by CacheGuard.
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "sealcacheDefaults",
                Map.of(TYPE, "jcache", PROVIDER, EncryptedCachingProvider.class.getName())));
  }
}
