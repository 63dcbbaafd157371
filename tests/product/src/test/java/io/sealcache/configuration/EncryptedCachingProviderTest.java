package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.ClosingCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedCachingProviderTest {
  private static final String OTHER_KEY = FixedKey.hex(15);

  @AutoClose private final EncryptedCachingProvider provider = new EncryptedCachingProvider();

  @Test
  void caching_findsItByName() {
    CachingProvider found = Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider");

    assertThat(found).isInstanceOf(EncryptedCachingProvider.class);
    assertThat(found.getDefaultURI()).hasToString("io.sealcache.EncryptedCachingProvider");
    assertThat(found.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isFalse();
    assertThat(found.getDefaultProperties()).isEmpty();
  }

  @Test
  void getCacheManager_isOneForEachUriAndClassLoader() throws Exception {
    ClassLoader ours = provider.getDefaultClassLoader();
    try (URLClassLoader other = new URLClassLoader(new URL[0], ours)) {
      URI one = uri();
      URI two = uri();
      CacheManager manager = provider.getCacheManager(one, ours, properties());

      assertThat(provider.getCacheManager(one, ours)).isSameAs(manager);
      assertThat(provider.getCacheManager(one, null, null)).isSameAs(manager);
      assertThat(provider.getCacheManager(two, ours, properties())).isNotSameAs(manager);
      assertThat(provider.getCacheManager(one, other, properties())).isNotSameAs(manager);
      assertThat(manager.getURI()).isEqualTo(one);
      assertThat(manager.getClassLoader()).isSameAs(ours);
      assertThat(manager.getCachingProvider()).isSameAs(provider);
    }
  }

  @Test
  void getCacheManager_withOtherSettings_givesTheFirstAndWarnsByName() {
    URI uri = uri();
    CacheManager first = provider.getCacheManager(uri, null, properties());
    Properties others = properties();
    others.put("sealcache.previous-master-keys", OTHER_KEY);
    others.put("sealcache.max-age", "77m");

    List<String> lines =
        CapturedLog.of(
            "io.sealcache",
            () -> assertThat(provider.getCacheManager(uri, null, others)).isSameAs(first));

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("WARNING", "sealcache.max-age", "sealcache.previous-master-keys")
        .doesNotContain(OTHER_KEY, StoreFixture.MASTER_KEY, "77m", "store.provider");
  }

  @Test
  void getCacheManager_withTheSameSettingsOrNone_warnsOfNothing() {
    URI uri = uri();
    provider.getCacheManager(uri, null, properties());

    assertThat(
            CapturedLog.of(
                "io.sealcache",
                () -> {
                  provider.getCacheManager(uri, null, properties());
                  provider.getCacheManager(uri, null, null);
                }))
        .isEmpty();
  }

  @Test
  void getCacheManager_storeManagerOfAnother_isRefusedAndLeavesThatOpen() {
    Properties properties = properties();
    properties.put("sealcache.store.uri", uri().toString());
    URI first = uri();
    CacheManager manager = provider.getCacheManager(first, null, properties);
    Cache<String, String> cache =
        manager.createCache("names", new MutableConfiguration<String, String>());
    URI second = uri();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> provider.getCacheManager(second, null, properties))
        .withMessageContainingAll(
            first.toString(), second.toString(), "close", "sealcache.store.uri");
    cache.put("a", "b");
    assertThat(cache.get("a")).isEqualTo("b");

    manager.close();
    assertThat(provider.getCacheManager(second, null, properties).isClosed()).isFalse();
  }

  @Test
  void getCacheManager_wrongSetting_isACacheExceptionAtEachCall() {
    URI uri = uri();
    Properties wrong = properties();
    wrong.put("sealcache.nonce", "dice");
    for (int call = 0; call < 2; call++) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> provider.getCacheManager(uri, null, wrong))
          .withMessageContainingAll("sealcache.nonce", "'dice'", "'counter'", "'random'");
      provider.getCacheManager(uri, null, properties());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void getCacheManager_withoutAKey_showsHowToMakeOne(String masterKey) {
    Properties none = properties();
    none.put("sealcache.master-key", masterKey);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> provider.getCacheManager(uri(), null, none))
        .withMessageContainingAll(
            "openssl rand -hex 32", "sealcache.master-key", "SEALCACHE_MASTER_KEY", "file:/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sealcache.master-key", "sealcache.previous-master-keys", "sealcache.index-key"})
  void getCacheManager_malformedKey_isNamedButNotShown(String setting) {
    Properties wrong = properties();
    wrong.put(setting, "correct-horse-battery-staple");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> provider.getCacheManager(uri(), null, wrong))
        .withMessageContaining(setting)
        .satisfies(
            e -> {
              for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("horse");
              }
            });
  }

  @Test
  void secrets_areNowhereToBeSeen() {
    Properties properties = properties();
    properties.put("sealcache.previous-master-keys", OTHER_KEY);
    properties.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    properties.put("vendor.option", "kept");
    EncryptedCacheManager manager =
        (EncryptedCacheManager) provider.getCacheManager(uri(), null, properties);
    Cache<String, String> cache =
        manager.createCache("names", new EncryptedConfiguration<String, String>());

    assertThat(manager.getProperties())
        .containsEntry("vendor.option", "kept")
        .containsKey("sealcache.store.provider")
        .doesNotContainKeys(
            "sealcache.master-key", "sealcache.previous-master-keys", "sealcache.index-key");
    assertThat("" + manager + manager.getURI() + manager.getProperties() + cache)
        .doesNotContain(OTHER_KEY, StoreFixture.MASTER_KEY, StoreFixture.INDEX_KEY);
  }

  @Test
  void getProperties_areThoseOfTheOpening() {
    Properties defaults = new Properties();
    defaults.putAll(properties());
    defaults.setProperty("vendor.option", "default");
    Properties properties = new Properties(defaults);
    CacheManager manager = provider.getCacheManager(uri(), null, properties);

    defaults.setProperty("vendor.option", "later");

    assertThat(manager.getProperties()).containsEntry("vendor.option", "default");
  }

  @Test
  void manager_leadsToNoPropertiesThatHoldKeys() {
    Properties properties = properties();
    WeakReference<Properties> held = new WeakReference<>(properties);
    CacheManager manager = provider.getCacheManager(uri(), null, properties);
    properties = null;

    for (int tries = 0; tries < 100 && held.get() != null; tries++) {
      System.gc();
    }
    assertThat(held.get()).isNull();
    assertThat(manager.isClosed()).isFalse();
  }

  @Test
  void getCacheManager_byCodeThatIsClosedWithIt_isRefusedAtOnce() {
    URI uri = uri();
    CacheManager manager = provider.getCacheManager(uri, null, properties());
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    CloseableUserCode code = new CloseableUserCode();
    code.beforeClose =
        () -> refusal.set(catchThrowable(() -> provider.getCacheManager(uri, null, properties())));
    manager.createCache(
        "numbers",
        new EncryptedConfiguration<String, Integer>()
            .setReadThrough(true)
            .setCacheLoaderFactory(() -> code));

    manager.close();

    assertThat(refusal.get())
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(uri.toString(), "still being closed by this very thread");
  }

  /** One whose library is missing. */
  abstract static class Broken implements CachingProvider {
    static final int FAILS = Integer.parseInt("no number");
  }

  @ParameterizedTest
  @ValueSource(classes = {String.class, CachingProvider.class, Broken.class})
  void getCacheManager_overAClassThatIsNoProviderOrCannotBeMade_namesIt(Class<?> store) {
    Properties properties = properties();
    properties.put("sealcache.store.provider", store.getName());

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> provider.getCacheManager(uri(), null, properties))
        .withMessageContaining(store.getName());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_closesTheStoresProvider_alsoWhereItDidNotOpen(boolean fails) {
    Properties properties = properties();
    properties.put("sealcache.store.provider", ClosingCachingProvider.class.getName());
    ClosingCachingProvider.opening =
        () -> {
          if (fails) {
            throw new IllegalStateException("out of order");
          }
        };
    int closed = ClosingCachingProvider.CLOSED.get();
    if (fails) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> provider.getCacheManager(uri(), null, properties));
    } else {
      provider.getCacheManager(uri(), null, properties);
    }
    assertThat(ClosingCachingProvider.CLOSED).hasValue(closed);

    provider.close();

    assertThat(ClosingCachingProvider.CLOSED).hasValue(closed + 1);
  }

  private static URI uri() {
    return URI.create("test:" + UUID.randomUUID());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", TestStore.REFERENCE_IMPLEMENTATION.providerClass());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    return properties;
  }
}
