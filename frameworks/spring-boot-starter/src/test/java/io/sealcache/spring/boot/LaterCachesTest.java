package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptedCacheManager;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The guide's application, and what Micrometer is told of caches that it creates later. */
class LaterCachesTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ConfigurableApplicationContext application =
      Library.start(Library.CAFFEINE, Library.masterKey());
  private final EncryptedCacheManager manager = application.getBean(EncryptedCacheManager.class);

  @BeforeEach
  void bind() {
    application.getBean("sealCacheMetrics", MeterBinder.class).bindTo(registry);
  }

  @AfterEach
  void stop() {
    application.close();
  }

  private Cache<String, String> create(String name) {
    return manager.createCache(name, new MutableConfiguration<String, String>());
  }

  private double caches() {
    return registry.get("sealcache.caches").gauge().value();
  }

  private double sealed(String cache) {
    return registry.get("sealcache.sealed").tag("cache", cache).functionCounter().count();
  }

  @Test
  void cacheCreatedAfterTheStart_hasMetersFromTheNextReadingOn() {
    create("later").put("a", "b");
    assertThat(registry.find("sealcache.sealed").tag("cache", "later").meter()).isNull();

    assertThat(caches()).isEqualTo(6);

    assertThat(sealed("later")).isEqualTo(1);
    assertThat(sealed("books")).isZero();
  }

  @Test
  void cacheThatIsCreatedAgain_isReadAfresh() {
    create("again").put("a", "b");
    assertThat(caches()).isEqualTo(6);
    manager.destroyCache("again");
    assertThat(caches()).isEqualTo(5);
    assertThat(sealed("again")).isEqualTo(1);

    Cache<String, String> again = create("again");
    again.put("a", "b");
    again.put("b", "c");

    assertThat(caches()).isEqualTo(6);
    assertThat(sealed("again")).isEqualTo(2);
  }

  @Test
  void reading_leavesTheMetersThatAreThere() {
    Object before = registry.get("sealcache.sealed").tag("cache", "books").meter();

    assertThat(caches()).isEqualTo(5);

    assertThat(registry.get("sealcache.sealed").tag("cache", "books").meter()).isSameAs(before);
  }
}
