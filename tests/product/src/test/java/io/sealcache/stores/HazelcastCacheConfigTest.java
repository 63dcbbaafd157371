package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hazelcast's own configuration objects, and caches that programs without encryption made. */
class HazelcastCacheConfigTest {
  @RegisterExtension static final Stores STORES = new Stores();

  private static final TestStore STORE = TestStore.HAZELCAST_MEMBER;

  private static final Customer ADA = new Customer("Ada Lovelace");

  @BeforeEach
  void forget() {
    DeclaredCode.takeNotes();
  }

  private static CacheConfig<Integer, Customer> config() {
    CacheConfig<Integer, Customer> config = new CacheConfig<>();
    config.setTypes(Integer.class, Customer.class);
    return config;
  }

  @SuppressWarnings("unchecked")
  private static CacheConfig<?, ?> ofStore(Cache<?, ?> cache) {
    return STORES.raw(cache).cache().getConfiguration(CacheConfig.class);
  }

  private static CacheConfig<Integer, Customer> tuned() {
    CacheConfig<Integer, Customer> config = config();
    config.setBackupCount(3).setAsyncBackupCount(2);
    config.setEvictionConfig(
        new EvictionConfig().setSize(77).setEvictionPolicy(EvictionPolicy.LFU));
    config.getMergePolicyConfig().setPolicy("HigherHitsMergePolicy");
    config.setDisablePerEntryInvalidationEvents(true);
    return config;
  }

  private static void assertTuned(CacheConfig<?, ?> actual) {
    assertThat(actual.getBackupCount()).isEqualTo(3);
    assertThat(actual.getAsyncBackupCount()).isEqualTo(2);
    assertThat(actual.getEvictionConfig().getSize()).isEqualTo(77);
    assertThat(actual.getEvictionConfig().getEvictionPolicy()).isEqualTo(EvictionPolicy.LFU);
    assertThat(actual.getMergePolicyConfig().getPolicy()).isEqualTo("HigherHitsMergePolicy");
    assertThat(actual.isDisablePerEntryInvalidationEvents()).isTrue();
  }

  @Test
  void storesPart_takesEffectInTheStore() {
    assertTuned(ofStore(STORES.create(STORE, tuned())));
  }

  @Test
  void eviction_evictsCiphertext() {
    CacheConfig<Integer, Customer> config = config();
    config.setEvictionConfig(new EvictionConfig().setSize(100));
    Cache<Integer, Customer> cache = STORES.create(STORE, config);

    for (int key = 0; key < 2000; key++) {
      cache.put(key, ADA);
    }

    assertThat(STORES.raw(cache).size()).isBetween(1, 1000);
  }

  @Test
  void storesPart_outlivesACopyWithSettings() {
    Cache<Integer, Customer> cache =
        STORES.create(STORE, new EncryptedConfiguration<>(tuned()).setMaxAge(Duration.ofDays(1)));

    assertTuned(ofStore(cache));
  }

  @Test
  void applicationsPart_isOnOurSide() {
    CacheConfig<Integer, Customer> config = config();
    config.setReadThrough(true).setCacheLoaderFactory(UserCode.loader(key -> new Customer("made")));
    config.setWriteThrough(true).setCacheWriterFactory(new DeclaredCode.WriterFactory());
    config.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR));
    config.setStatisticsEnabled(true).setManagementEnabled(true);
    config.addCacheEntryListenerConfiguration(
        new MutableCacheEntryListenerConfiguration<>(
            new DeclaredCode.ListenerFactory(), null, true, true));
    Cache<Integer, Customer> cache = STORES.create(STORE, config);

    assertThat(cache.get(3)).isEqualTo(new Customer("made"));
    cache.put(1, ADA);
    assertThat(DeclaredCode.takeNotes())
        .containsExactly(
            "CREATED 3 Customer[name=made] before null",
            "write 1 " + ADA,
            "CREATED 1 " + ADA + " before null");
    assertThat(StoreFixture.configuration(cache).isStatisticsEnabled()).isTrue();
    CacheConfig<?, ?> actual = ofStore(cache);
    assertThat(actual.getKeyClassName()).isEqualTo(String.class.getName());
    assertThat(actual.getValueClassName()).isEqualTo(byte[].class.getName());
    assertThat(actual.isReadThrough() || actual.isWriteThrough()).isFalse();
    assertThat((Object) actual.getCacheLoaderFactory()).isNull();
    assertThat((Object) actual.getCacheWriterFactory()).isNull();
    assertThat(actual.getCacheEntryListenerConfigurations()).isEmpty();
    assertThat(actual.isStatisticsEnabled() || actual.isManagementEnabled()).isFalse();
    assertThat((Object) actual.getExpiryPolicyFactory().create())
        .isEqualTo(new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_HOUR));
  }

  @Test
  void givenConfiguration_isLeftAsItIs() {
    CacheConfig<Integer, Customer> config = tuned();
    STORES.create(STORE, config);

    assertThat(config.getKeyType()).isEqualTo(Integer.class);
    assertThat(config.getName()).isNull();
    assertTuned(config);
  }

  @Test
  void formatObject_isRefusedByName() {
    CacheConfig<Integer, Customer> config = config().setInMemoryFormat(InMemoryFormat.OBJECT);

    assertThatThrownBy(() -> STORES.create(STORE, config))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("in-memory-format OBJECT");
  }

  @Test
  void comparator_isRefusedByName() {
    CacheConfig<Integer, Customer> config = config();
    config.getEvictionConfig().setComparatorClassName("com.acme.Oldest");

    assertThatThrownBy(() -> STORES.create(STORE, config))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("comparator-class-name of <eviction>");
  }

  @Test
  void cacheThatIsThereInClear_isNotUsed() {
    EncryptedCacheManager manager = STORES.fixture(STORE).manager();
    try (StoreFixture member = STORES.fixture(STORE).joined(Map.of());
        var unencrypted = new HazelcastMemberCachingProvider();
        CacheManager other = unencrypted.getCacheManager(null, null, of(member))) {
      other.createCache("typed in clear", config()).put(1, ADA);
      other.createCache(
          "loaded in clear",
          new MutableConfiguration<>()
              .setReadThrough(true)
              .setCacheLoaderFactory(
                  () -> {
                    throw new IllegalStateException();
                  }));
      for (String name : List.of("typed in clear", "loaded in clear", "typed in clear")) {
        assertThatThrownBy(() -> manager.createCache(name, config()))
            .isInstanceOf(CacheException.class)
            .hasMessageContaining(name)
            .hasMessageContaining("without encryption")
            .hasMessageContaining("sealcache.store.uri");
        assertThat((Object) manager.getCache(name)).isNull();
      }
      Cache<Integer, Customer> theirs =
          requireNonNull(other.getCache("typed in clear", Integer.class, Customer.class));
      assertThat(theirs.isClosed()).isFalse();
      assertThat(theirs.get(1)).isEqualTo(ADA);
      try (StoreFixture apart = member.joined(Map.of("sealcache.store.uri", "sealed"))) {
        assertThat((Object) apart.create("typed in clear", config()).get(1)).isNull();
      }
      other.destroyCache("typed in clear");
      other.destroyCache("loaded in clear");
    }
  }

  private static Properties of(StoreFixture member) {
    Properties properties = new Properties();
    properties.put("hazelcast.instance.itself", member.hazelcast());
    return properties;
  }
}
