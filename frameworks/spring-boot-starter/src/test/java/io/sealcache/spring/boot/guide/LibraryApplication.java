package io.sealcache.spring.boot.guide;

import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;

/** All that is written for caching is an annotation, and how long entries live. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
public class LibraryApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(LibraryApplication.class, arguments);
  }

  // docs/spring-boot.md
  @Bean
  Configuration<?, ?> caches() {
    return new MutableConfiguration<>()
        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
  }
  // /docs/spring-boot.md
}
