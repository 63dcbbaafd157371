package io.sealcache.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;

/** Setting max-age, which removes nothing, where nothing else does either. */
class MaxAgeNoticeTest {
  private static final EncryptedConfiguration<String, String> ETERNAL =
      new EncryptedConfiguration<>();

  private static List<String> creating(
      String maxAge, EncryptedConfiguration<String, String> configuration) {
    Properties properties =
        StoreFixture.settings(TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    properties.put("sealcache.cache.orders.max-age", maxAge);
    return CapturedLog.of(
            "io.sealcache",
            () -> {
              try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
                URI uri = URI.create("test://host/" + UUID.randomUUID());
                CacheManager manager = provider.getCacheManager(uri, null, properties);
                manager.createCache("orders", configuration);
                manager.createCache("others", ETERNAL);
                manager.getCache("orders");
              }
            })
        .stream()
        .filter(line -> line.startsWith("WARNING"))
        .toList();
  }

  @Test
  void cacheWithoutExpiry_isWarnedOfOnce() {
    assertThat(creating("1h", ETERNAL))
        .singleElement()
        .asString()
        .contains("Cache 'orders' has max-age PT1H, but no expiry policy");
  }

  @Test
  void cacheWithExpiry_isNot() {
    assertThat(
            creating(
                "1h",
                new EncryptedConfiguration<String, String>()
                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR))))
        .isEmpty();
  }

  @Test
  void cacheWithoutMaxAge_isNot() {
    assertThat(creating("none", ETERNAL)).isEmpty();
  }
}
