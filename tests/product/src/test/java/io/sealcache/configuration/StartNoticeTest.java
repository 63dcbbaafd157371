package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartNoticeTest {
  /** Answers for tenants only, and only later. */
  private static final class LateSource implements KeySource {
    private boolean asked;

    @Override
    public Keyring keyring(@Nullable String tenant) {
      asked = true;
      throw new IllegalStateException("no key yet");
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "classified";
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    return properties;
  }

  private static List<String> opening(Properties properties) {
    return CapturedLog.of(
        "io.sealcache",
        () -> {
          try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
            URI uri = URI.create("test://ada:lovelace@host/" + UUID.randomUUID() + "?pin=countess");
            provider
                .getCacheManager(uri, null, properties)
                .createCache(
                    "orders",
                    new EncryptedConfiguration<String, Integer>()
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
          }
        });
  }

  @Test
  void manager_saysOnceWhatIsEncryptedHow() {
    Properties properties = properties();
    properties.put("sealcache.master-key", FixedKey.hex(1));
    properties.put("sealcache.index-key", FixedKey.hex(2));
    properties.put("sealcache.max-age", "10m");
    properties.put("sealcache.cache.orders.codec", "java");
    properties.put("sealcache.nonce", "counter");

    assertThat(opening(properties))
        .singleElement()
        .asString()
        .startsWith("INFO Cache manager test://host/")
        .contains(
            TestStore.REFERENCE_IMPLEMENTATION.providerClass(),
            "current=MasterKey[id=%08x]"
                .formatted(MasterKey.of(HexFormat.of().parseHex(FixedKey.hex(1))).id()),
            "index=MasterKey[id=%08x]"
                .formatted(MasterKey.of(HexFormat.of().parseHex(FixedKey.hex(2))).id()),
            "codec standard, key-codec standard",
            "sealcache.max-age=10m",
            "sealcache.cache.orders.codec=java")
        .doesNotContain("sealcache.nonce");
  }

  @Test
  void manager_showsNoSecretTenantOrPassword() {
    Properties properties = properties();
    properties.put("sealcache.master-key", FixedKey.hex(1));
    properties.put("sealcache.previous-master-keys", FixedKey.hex(3));
    properties.put("sealcache.index-key", FixedKey.hex(2));
    properties.put("sealcache.tenant", "acme-corporation");
    properties.put("sealcache.context", "acme-shop");
    properties.put("sealcache.store.uri", "test://ada:lovelace@store/?pin=countess");

    assertThat(opening(properties))
        .singleElement()
        .asString()
        .contains("sealcache.master-key=(not shown)", "sealcache.store.uri=test://store/")
        .doesNotContain(
            FixedKey.hex(1), FixedKey.hex(2), FixedKey.hex(3), "acme", "lovelace", "countess");
  }

  @Test
  void applicationsKeySource_isNamedAndNotAsked() {
    LateSource source = new LateSource();
    Properties properties = properties();
    properties.put("sealcache.key-source", source);

    assertThat(opening(properties))
        .singleElement()
        .asString()
        .contains("keys of an instance of " + LateSource.class.getName())
        .doesNotContain("classified");
    assertThat(source.asked).isFalse();
  }
}
