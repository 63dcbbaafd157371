package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.JCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcache.EncryptedCacheManager;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The guide's application, and what Micrometer is told of caches that it creates later. */
class LaterCachesTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  @AutoClose private final ConfigurableApplicationContext application = Library.startWithKey();

  private final EncryptedCacheManager manager = application.getBean(EncryptedCacheManager.class);

  @BeforeEach
  void bind() {
    application.getBean("sealCacheMetrics", MeterBinder.class).bindTo(registry);
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
  void cacheThatIsBeingOpened_isLeftOutUntilItIsWhole() {
    List<Double> seen = new ArrayList<>();
    manager.createCache(
        "later",
        new MutableConfiguration<String, String>()
            .addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(
                    () -> {
                      seen.add(caches());
                      return (CacheEntryCreatedListener<String, String>) events -> {};
                    },
                    null,
                    false,
                    false)));

    assertThat(seen).containsExactly(5.0);
    assertThat(caches()).isEqualTo(6);
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
  void statisticsThatYourCodeSwitchedOff_stayOff() {
    create("silent");
    manager.enableStatistics("silent", false);
    create("counted");

    assertThat(caches()).isEqualTo(7);

    assertThat(hasStatistics(manager, "silent")).isFalse();
    assertThat(hasStatistics(manager, "counted")).isTrue();
  }

  private static boolean hasStatistics(EncryptedCacheManager manager, String name) {
    Cache<Object, Object> cache = requireNonNull(manager.getCache(name));
    @SuppressWarnings("unchecked") // there is no other class of it
    boolean enabled = cache.getConfiguration(CompleteConfiguration.class).isStatisticsEnabled();
    return enabled;
  }

  /** For which each entry would have to be removed by itself. */
  @Test
  void removalOfAllEntries_isCountedOnlyWhereYourCodeAsksForStatistics() {
    create("counted").put("a", "b");
    assertThat(caches()).isEqualTo(6);

    Cache<String, String> counted = requireNonNull(manager.getCache("counted"));
    counted.put("b", "c");
    counted.get("b");
    JCacheMetrics.monitor(registry, counted);
    counted.removeAll();

    assertThat(counter("cache.puts", Tags.of("cache", "counted"))).isEqualTo(1);
    assertThat(counter("cache.gets", Tags.of("cache", "counted", "result", "hit"))).isEqualTo(1);
    assertThat(removals()).isZero();

    manager.enableStatistics("counted", true);
    counted.put("a", "b");
    counted.removeAll();
    assertThat(removals()).isEqualTo(1);
  }

  private double removals() {
    return registry.get("cache.removals").tag("cache", "counted").gauge().value();
  }

  private double counter(String name, Tags tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  @ParameterizedTest
  @CsvSource({
    "management.metrics.enable.cache=false, false",
    "management.metrics.enable.all=false, false",
    "management.metrics.enable.jvm=false, true"
  })
  void metersThatAreSwitchedOff_needNoStatistics(String line, boolean expected) {
    application.close();
    try (ConfigurableApplicationContext other = Library.startWithKey(line)) {
      EncryptedCacheManager caches = other.getBean(EncryptedCacheManager.class);

      assertThat(hasStatistics(caches, "books")).isEqualTo(expected);
    }
  }

  @Test
  void reading_leavesTheMetersThatAreThere() {
    Object before = registry.get("sealcache.sealed").tag("cache", "books").meter();

    assertThat(caches()).isEqualTo(5);

    assertThat(registry.get("sealcache.sealed").tag("cache", "books").meter()).isSameAs(before);
  }
}
