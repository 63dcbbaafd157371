package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.OneHourPolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Over another version of a store a class may be missing that an adapter knows: the application
 * hears which store or cache that is about, where it is opened.
 */
class MissingStorePartsTest {
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final String HAZELCAST = "com.hazelcast.cache.HazelcastMemberCachingProvider";

  @AutoClose private final StoreFixture cluster = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final Map<String, Object> hazelcast = new HashMap<>();

  MissingStorePartsTest() {
    hazelcast.put("hazelcast.instance.itself", cluster.hazelcast());
  }

  /** SealCache as a copy of its own, which finds all classes but some. */
  private static final class Lacking extends ClassLoader {
    private final Set<String> missing;

    Lacking(String... missing) {
      super(Lacking.class.getClassLoader());
      this.missing = Set.of(missing);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (missing.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.sealcache.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    CachingProvider provider() {
      try {
        return (CachingProvider)
            loadClass(EncryptedCachingProvider.class.getName())
                .getDeclaredConstructor()
                .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private static CacheManager open(
      CachingProvider provider, String store, Map<String, Object> settings) {
    Properties properties = StoreFixture.settings(store);
    properties.putAll(settings);
    return provider.getCacheManager(null, null, properties);
  }

  private static MutableConfiguration<Object, Object> configuration(ExpiryPolicy policy) {
    return new MutableConfiguration<>()
        .setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<>(policy));
  }

  private static void assertSaysWhatIsMissing(ThrowingCallable call, String... words) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(call)
        .withMessageContainingAll(words)
        .withRootCauseInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void nothingMissing_works() {
    try (CachingProvider provider = new Lacking().provider()) {
      CacheManager manager = open(provider, HAZELCAST, hazelcast);
      Cache<Object, Object> cache = manager.createCache("c", configuration(new OneHourPolicy()));
      cache.put("k", "v");
      assertThat(cache.get("k")).isEqualTo("v");
      assertThat(manager.<Object, Object>getCache("none")).isNull();
    }
  }

  @Test
  void nothingMissingOfCaffeine_works() {
    try (CachingProvider provider = new Lacking().provider()) {
      CacheManager manager = open(provider, CAFFEINE, Map.of());
      Cache<Object, Object> cache = manager.createCache("c", new MutableConfiguration<>());
      cache.put("k", "v");
      assertThat(cache.get("k")).isEqualTo("v");
    }
  }

  @Test
  void open_namesStoreAndWhatIsMissing() {
    String missing = "com.hazelcast.cache.HazelcastCacheManager";
    try (CachingProvider provider = new Lacking(missing).provider()) {
      assertSaysWhatIsMissing(
          () -> open(provider, HAZELCAST, hazelcast), slashed(missing), HAZELCAST);
    }
  }

  @Test
  void createCache_namesCacheAndWhatIsMissing() {
    String missing = "com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration";
    try (CachingProvider provider = new Lacking(missing).provider()) {
      assertSaysWhatIsMissing(
          () -> open(provider, CAFFEINE, Map.of()).createCache("c", new MutableConfiguration<>()),
          slashed(missing),
          "'c'");
    }
  }

  @Test
  void put_whoseCallMeetsIt_throwsWhatTheJvmSays() {
    String missing = "com.hazelcast.cache.HazelcastExpiryPolicy";
    try (CachingProvider provider = new Lacking(missing).provider()) {
      CacheManager manager = open(provider, HAZELCAST, hazelcast);
      Cache<Object, Object> cache = manager.createCache("c", configuration(new OneHourPolicy()));

      assertThatThrownBy(() -> cache.put("k", "v"))
          .isInstanceOf(NoClassDefFoundError.class)
          .hasMessageContaining(slashed(missing));
      assertThat(cache.get("k")).isNull();
    }
  }

  private static String slashed(String className) {
    return className.replace('.', '/');
  }
}
