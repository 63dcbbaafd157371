package io.sealcache.managers;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache of a cluster is destroyed where nobody has opened it. */
@Timeout(120)
class UnopenedCacheTest {
  @AutoClose private final StoreFixture first = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  @AutoClose private final StoreFixture second = first.joined(Map.of());

  private static MutableConfiguration<String, Integer> numbers() {
    return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  private static MutableConfiguration<String, String> texts() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  @Test
  void destroyCache_byAMemberOrAClientThatHasNotOpenedIt_destroysIt() {
    HazelcastInstance client = first.client();
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      CacheManager clients = provider.getCacheManager(null, null, StoreFixture.overClient(client));
      for (CacheManager other : List.of(second.manager(), clients)) {
        first.create("unopened", numbers()).put("n", 1);

        other.destroyCache("unopened");

        assertThat(other.createCache("unopened", texts())).isEmpty();
        other.destroyCache("unopened");
        first.manager().destroyCache("unopened");
      }
    } finally {
      client.shutdown();
    }
  }
}
