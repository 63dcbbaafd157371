package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ehcache.jsr107.config.ConfigurationElementState.ENABLED;
import static org.ehcache.jsr107.config.ConfigurationElementState.UNSPECIFIED;

import io.sealcache.fixture.StoreFixture;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.management.ObjectName;
import org.ehcache.config.ResourcePool;
import org.ehcache.config.ResourceType;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheEventListenerConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.event.EventType;
import org.ehcache.impl.config.resilience.DefaultResilienceStrategyConfiguration;
import org.ehcache.impl.internal.resilience.RobustResilienceStrategy;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ehcache's own configurations, given to createCache: run unencrypted, then wrapped. */
class EhcacheConfigurationTest {
  private static final DropIn DEFAULTS = EhcacheDropIn.over(new Properties());

  private static CacheConfigurationBuilder<Long, String> builder() {
    return CacheConfigurationBuilder.newCacheConfigurationBuilder(
        Long.class, String.class, ResourcePoolsBuilder.heap(10).offheap(1, MemoryUnit.MB));
  }

  private static Cache<Long, String> create(
      CacheManager manager, CacheConfigurationBuilder<Long, String> builder) {
    Configuration<Long, String> configuration =
        Eh107Configuration.fromEhcacheCacheConfiguration(builder);
    return manager.createCache("orders", configuration);
  }

  @Test
  void typesAndTiers_areKept() {
    DEFAULTS.assertSeen(
        manager -> {
          Cache<Long, String> orders = create(manager, builder());
          String large = "x".repeat(10_000);
          for (long key = 0; key < 500; key++) { // 5 MB in a tier of 1 MB
            orders.put(key, large);
          }
          long held =
              Stream.iterate(0L, key -> key + 1).limit(500).filter(orders::containsKey).count();
          return List.<Object>of(
              held > 10,
              held < 250,
              requireNonNull(manager.getCache("orders", Long.class, String.class)).getName());
        },
        true,
        true,
        "orders");
  }

  @Test
  void timeToLive_isKept() {
    DEFAULTS.assertSeen(
        manager -> {
          Cache<Long, String> orders =
              create(
                  manager,
                  builder()
                      .withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(Duration.ofMinutes(1))));
          orders.put(1L, "lamp");
          return List.<Object>of(requireNonNull(orders.get(1L)));
        },
        "lamp");

    DEFAULTS.wrapped(
        manager -> {
          Cache<Long, String> orders =
              create(
                  manager,
                  builder()
                      .withExpiry(ExpiryPolicyBuilder.timeToIdleExpiration(Duration.ofMinutes(1))));
          assertThat(
                  StoreFixture.configuration(orders)
                      .getExpiryPolicyFactory()
                      .create()
                      .getExpiryForAccess())
              .isEqualTo(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 60_000));
          return orders;
        });
  }

  @Test
  void cache_hasNoMBeansOfEhcaches() throws Exception {
    ObjectName beans = new ObjectName("javax.cache:Cache=orders,*");

    assertThat(
            DEFAULTS.<Set<ObjectName>>wrapped(
                manager -> {
                  create(manager, builder());
                  return ManagementFactory.getPlatformMBeanServer().queryNames(beans, null);
                }))
        .isEmpty();
  }

  @Test
  void mbeansOfEhcachesConfiguration_areKept() {
    CompleteConfiguration<Long, String> said =
        DEFAULTS.wrapped(
            manager ->
                StoreFixture.configuration(
                    create(
                        manager,
                        builder()
                            .withService(new Jsr107CacheConfiguration(ENABLED, UNSPECIFIED)))));

    assertThat(said.isStatisticsEnabled()).isTrue();
    assertThat(said.isManagementEnabled()).isFalse();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(
            "ExpiryPolicy", builder -> builder.withExpiry(new EhcacheRefusalTest.EntryReader())),
        refused("EvictionAdvisor", builder -> builder.withEvictionAdvisor((key, value) -> true)),
        refused(
            "CLUSTER",
            builder ->
                builder.withResourcePools(
                    ResourcePoolsBuilder.heap(1).with(new OtherPool(OtherTier.CLUSTER)))),
        refused(
            "DefaultCacheEventListenerConfiguration",
            builder ->
                builder.withService(
                    CacheEventListenerConfigurationBuilder.newEventListenerConfiguration(
                            event -> {}, EventType.CREATED)
                        .build())),
        refused(
            "DefaultResilienceStrategyConfiguration",
            builder ->
                builder.withService(
                    new DefaultResilienceStrategyConfiguration(RobustResilienceStrategy.class))));
  }

  private static Arguments refused(
      String named, UnaryOperator<CacheConfigurationBuilder<Long, String>> change) {
    return Arguments.of(named, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatWouldWorkOnCiphertext_isRefusedByName(
      String named, UnaryOperator<CacheConfigurationBuilder<Long, String>> change) {
    assertThat(DEFAULTS.refusal(manager -> create(manager, change.apply(builder()))))
        .contains("Ehcache's configuration", named);
  }

  /** A tier of somebody else's. */
  private enum OtherTier implements ResourceType<ResourcePool> {
    CLUSTER;

    @Override
    public Class<ResourcePool> getResourcePoolClass() {
      return ResourcePool.class;
    }

    @Override
    public boolean isPersistable() {
      return false;
    }

    @Override
    public boolean requiresSerialization() {
      return true;
    }

    @Override
    public int getTierHeight() {
      return 10;
    }
  }

  private record OtherPool(ResourceType<?> type) implements ResourcePool {
    @Override
    public ResourceType<?> getType() {
      return type;
    }

    @Override
    public boolean isPersistent() {
      return false;
    }

    @Override
    public void validateUpdate(ResourcePool newPool) {}
  }
}
