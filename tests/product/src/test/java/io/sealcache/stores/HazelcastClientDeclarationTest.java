package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.impl.CacheService;
import com.hazelcast.cache.impl.ICacheService;
import com.hazelcast.config.AbstractCacheConfig;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The cache declarations that a client of two members leaves there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastClientDeclarationTest {
  private final StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final StoreFixture second = first.joined(Map.of());
  private final HazelcastInstance client = first.client();
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private EncryptedCacheManager manager;

  @BeforeAll
  void connect() {
    // Members learn it while they run.
    first
        .hazelcast()
        .getConfig()
        .addCacheConfig(
            new CacheSimpleConfig("declared*")
                .setKeyType("java.lang.Long")
                .setValueType("java.lang.Integer")
                .setBackupCount(0));
    manager =
        (EncryptedCacheManager)
            provider.getCacheManager(null, null, StoreFixture.overClient(client));
  }

  @AfterAll
  void close() {
    provider.close();
    client.shutdown();
    second.close();
    first.close();
  }

  private static List<CacheConfig<?, ?>> configurations(StoreFixture member) {
    CacheService service =
        ((HazelcastInstanceProxy) member.hazelcast())
            .getOriginal()
            .node
            .getNodeEngine()
            .getService(ICacheService.SERVICE_NAME);
    List<CacheConfig<?, ?>> configurations = new ArrayList<>();
    service.getCacheConfigs().forEach(configurations::add);
    return configurations;
  }

  @Test
  void declaredCache_isTheOnlyOneThatIsMade() {
    var cache = requireNonNull(manager.getCache("declared-1", Long.class, Integer.class));
    cache.put(1L, 1);

    for (StoreFixture member : List.of(first, second)) {
      assertThat(configurations(member))
          .filteredOn(config -> config.getName().equals("declared-1"))
          .singleElement()
          .satisfies(
              config -> {
                assertThat(config.getNameWithPrefix()).isEqualTo("/hz/declared-1");
                assertThat(config.getBackupCount()).isZero();
              })
          .extracting(AbstractCacheConfig::getValueClassName)
          .isEqualTo("[B");
    }
  }

  @Test
  void undeclaredCache_leavesNothing() {
    assertThat((Object) manager.getCache("other")).isNull();

    for (StoreFixture member : List.of(first, second)) {
      assertThat(configurations(member)).noneMatch(config -> config.getName().equals("other"));
    }
  }

  @Test
  void cacheConfig_takesEffectOnMembers() {
    CacheConfig<Long, Integer> config = new CacheConfig<>();
    config.setTypes(Long.class, Integer.class).setStatisticsEnabled(true);
    config.setBackupCount(2).setAsyncBackupCount(1);
    manager.createCache("by code", config).put(1L, 1);

    assertThat(configurations(second))
        .filteredOn(made -> made.getName().equals("by code"))
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.getBackupCount()).isEqualTo(2);
              assertThat(made.getAsyncBackupCount()).isEqualTo(1);
              assertThat(made.getKeyClassName()).isEqualTo("java.lang.String");
              assertThat(made.isStatisticsEnabled()).isFalse();
            });
  }
}
