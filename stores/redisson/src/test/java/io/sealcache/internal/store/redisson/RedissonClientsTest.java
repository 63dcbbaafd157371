package io.sealcache.internal.store.redisson;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.Pretended;
import io.sealcache.internal.store.CacheExpiry;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** Clients that connect to nothing yet. */
class RedissonClientsTest {
  private final RedissonAdapter adapter = new RedissonAdapter();
  private final JCachingProvider provider = new JCachingProvider();
  private final CacheManager manager = manager(provider.getCacheManager());
  private final RedissonClient applications = client();

  /** By which caches were made, one after the other. */
  private final List<RedissonClient> ours = new ArrayList<>();

  @AfterEach
  void close() {
    provider.close();
    adapter.close();
    applications.shutdown();
  }

  private static RedissonClient client() {
    Config config = new Config().setLazyInitialization(true);
    config.useSingleServer().setAddress("redis://127.0.0.1:1");
    return Redisson.create(config);
  }

  private CacheManager manager(CacheManager redissons) {
    return Pretended.of(
        CacheManager.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("destroyCache")) {
            return null; // it would ask Redis
          } else if (method.getName().equals("createCache")) {
            ours.add(((RedissonConfiguration<?, ?>) arguments[1]).getRedisson());
          }
          return method.invoke(redissons, arguments);
        });
  }

  private RedissonClient create(String name, RedissonClient client) {
    adapter
        .createCache(
            manager,
            name,
            CacheExpiry.NEVER,
            RedissonConfiguration.fromInstance(client, new MutableConfiguration<>()))
        .close();
    return ours.get(ours.size() - 1);
  }

  @Test
  void lastCacheDestroyed_shutsOursDownAndNothingElse() {
    RedissonClient shared = create("first", applications);
    assertThat(create("second", applications)).isSameAs(shared);

    adapter.destroyCache(manager, "first", false);
    assertThat(shared.isShutdown()).isFalse();
    adapter.destroyCache(manager, "second", false);

    assertThat(shared.isShutdown()).isTrue();
    assertThat(applications.isShutdown()).isFalse();
    assertThat(create("third", applications).isShutdown()).isFalse();
  }

  @Test
  void lastCacheMadeByAnotherClient_shutsOursDown() {
    RedissonClient before = create("cache", applications);
    RedissonClient others = client();
    try {
      assertThat(create("cache", others).isShutdown()).isFalse();
      assertThat(before.isShutdown()).isTrue();
    } finally {
      others.shutdown();
    }
  }
}
