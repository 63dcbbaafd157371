package io.sealcache.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.CacheSimpleConfig;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.managerstore.StoreAdapters;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.infinispan.InfinispanRemoteAdapter;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over stores that repeat calls by themselves, values say which writes led to them. */
class RepeatedCallsTest {
  /** One token and how many there are. */
  private static final int TRAIL = 13;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.hazelcast.cache.HazelcastCachingProvider",
        "com.hazelcast.cache.HazelcastMemberCachingProvider",
        "com.hazelcast.client.cache.HazelcastClientCachingProvider",
        "org.redisson.jcache.JCachingProvider",
        "org.apache.ignite.cache.CachingProvider",
        "io.sealcache.fixture.FaultyCachingProvider"
      })
  void repeatsCalls_ofStoresElsewhere_isAssumed(String provider) throws Exception {
    assertThat(adapter(provider).repeatsCalls(noManager())).isTrue();
  }

  @Test
  void repeatsCalls_ofInfinispansServers_isAssumed() {
    assertThat(new InfinispanRemoteAdapter().repeatsCalls(noManager())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.jsr107.ri.spi.RICachingProvider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        "org.ehcache.jsr107.EhcacheCachingProvider"
      })
  void repeatsCalls_ofStoresInThisJvm_isNot(String provider) throws Exception {
    assertThat(adapter(provider).repeatsCalls(noManager())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void putIfAbsent_leavesATrailWhereCallsAreRepeated(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      assertTrail(fixture, fixture.create("created"), store == TestStore.HAZELCAST_MEMBER);
    }
  }

  @Test
  void putIfAbsent_inADeclaredCache_leavesATrailWhereCallsAreRepeated() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER)) {
      fixture.hazelcast().getConfig().addCacheConfig(new CacheSimpleConfig("declared"));

      assertTrail(fixture, requireNonNull(fixture.manager().getCache("declared")), true);
    }
  }

  private static void assertTrail(
      StoreFixture fixture, Cache<String, String> cache, boolean expected) {
    cache.put("key", "value");
    int blind = storedLength(fixture, cache.getName());
    cache.remove("key");
    cache.putIfAbsent("key", "value");

    assertThat(storedLength(fixture, cache.getName()) - blind).isEqualTo(expected ? TRAIL : 0);
  }

  private static int storedLength(StoreFixture fixture, String cache) {
    Map<String, byte[]> entries = fixture.raw(cache).entries();
    assertThat(entries).hasSize(1);
    return entries.values().iterator().next().length;
  }

  private static StoreAdapter adapter(String provider) throws ClassNotFoundException {
    return StoreAdapters.of(
        Class.forName(provider, false, RepeatedCallsTest.class.getClassLoader()));
  }

  /** One that nobody asks. */
  private static CacheManager noManager() {
    return (CacheManager)
        Proxy.newProxyInstance(
            RepeatedCallsTest.class.getClassLoader(),
            new Class<?>[] {CacheManager.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException();
            });
  }
}
