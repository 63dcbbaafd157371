package io.sealcache.internal.managerstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.TestStore;
import io.sealcache.lifecycle.WarLoader;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreProvidersTest {
  private static final ClassLoader LOADER = StoreProvidersTest.class.getClassLoader();

  private final StoreProviders providers = new StoreProviders(EncryptedCachingProvider.class);

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void find_classThatIsNoProvider_isNamed() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> providers.find("java.lang.String", LOADER))
        .withMessageContainingAll(
            "sealcache.store.provider", "'java.lang.String'", CachingProvider.class.getName());
  }

  @Test
  void find_providerThatCannotBeMade_isNamed() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> providers.find(CachingProvider.class.getName(), LOADER))
        .withMessageContaining(CachingProvider.class.getName());
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> providers.find(Broken.class.getName(), LOADER))
        .withMessageContaining(Broken.class.getName());
  }

  @Test
  void find_again_givesTheSame() {
    String name = TestStore.REFERENCE_IMPLEMENTATION.providerClass();

    StoreProviders.Use first = providers.find(name, LOADER);
    StoreProviders.Use second = providers.find(name, LOADER);

    assertThat(first.provider()).isSameAs(second.provider());
    assertThat(first.provider().getClass().getName()).isEqualTo(name);
  }

  @Test
  void leave_lastOfAnApplicationsProvider_closesIt() throws Exception {
    try (WarLoader war = new WarLoader()) {
      StoreProviders.Use first = find(war);
      StoreProviders.Use second = find(war);
      CacheManager manager = first.provider().getCacheManager();

      first.leave();
      first.leave(); // counts once
      assertThat(manager.isClosed()).isFalse();

      second.leave();
      assertThat(manager.isClosed()).isTrue();
      assertThat(find(war).provider()).isNotSameAs(second.provider());
    }
  }

  @Test
  void close_closesWhatNobodyUsesAndTheRestAfterItsLastUse() throws Exception {
    try (WarLoader war = new WarLoader()) {
      StoreProviders.Use left = find(LOADER);
      CacheManager unused = left.provider().getCacheManager();
      left.leave();
      assertThat(unused.isClosed()).isFalse();
      StoreProviders.Use use = find(war);
      CacheManager used = use.provider().getCacheManager();

      providers.close();
      assertThat(unused.isClosed()).isTrue();
      assertThat(used.isClosed()).isFalse();

      use.leave();
      assertThat(used.isClosed()).isTrue();
    }
  }

  private StoreProviders.Use find(ClassLoader loader) {
    return providers.find(TestStore.REFERENCE_IMPLEMENTATION.providerClass(), loader);
  }

  /** A provider whose library is missing. */
  abstract static class Broken implements CachingProvider {
    static final int FAILS = Integer.parseInt("no number");
  }
}
