package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two managers on one Hazelcast instance: a name is a cache of its own in each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastManagersTest {
  private final StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final CacheManager one = manager("urn:one");
  private final CacheManager two = manager("urn:two");

  private CacheManager manager(String uri) {
    return manager(provider, fixture, uri);
  }

  private static CacheManager manager(
      EncryptedCachingProvider provider, StoreFixture member, String uri) {
    Properties properties = new Properties();
    properties.putAll(member.manager().getProperties());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    properties.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    return provider.getCacheManager(URI.create(uri), null, properties);
  }

  @AfterAll
  void close() {
    one.close();
    two.close();
    fixture.close();
  }

  @Test
  void cacheOfOneManager_isNotFoundByTheOther() {
    one.createCache("mine", new MutableConfiguration<String, String>()).put("a", "b");

    assertThat(two.<Object, Object>getCache("mine")).isNull();
    assertThat(fixture.manager().<Object, Object>getCache("mine")).isNull();
  }

  @Test
  void cacheOfOneManager_isFoundByThatOfTheSameUriElsewhere() {
    one.createCache("shared", new MutableConfiguration<String, String>()).put("a", "b");

    try (StoreFixture elsewhere = fixture.joined(Map.of())) {
      CacheManager again = manager(new EncryptedCachingProvider(), elsewhere, "urn:one");
      assertThat(requireNonNull(again.<String, String>getCache("shared")).get("a")).isEqualTo("b");
      again.close();
    }
  }

  @Test
  void sameNameWithOtherCode_isEachManagersOwn() {
    one.createCache(
        "orders",
        new MutableConfiguration<String, String>()
            .setReadThrough(true)
            .setCacheLoaderFactory(UserCode.loader(key -> "loaded")));

    Cache<String, String> theirs =
        two.createCache("orders", new MutableConfiguration<String, String>());
    assertThat(theirs.get("a")).isNull();
  }

  @Test
  void destroyCache_leavesTheDescriptorOfTheOthersCache() {
    one.createCache("twice", new MutableConfiguration<String, Integer>());
    two.createCache("twice", new MutableConfiguration<String, Integer>()).put("a", 1);
    one.destroyCache("twice");
    requireNonNull(two.getCache("twice")).close();

    assertThat(one.<Object, Object>getCache("twice")).isNull();
    assertThat(requireNonNull(two.<String, Integer>getCache("twice")).get("a")).isEqualTo(1);
  }
}
