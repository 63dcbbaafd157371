package io.sealcache.internal.managerstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.TestStore;
import io.sealcache.lifecycle.WarLoader;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StoreProvidersTest {
  private static final ClassLoader LOADER = StoreProvidersTest.class.getClassLoader();

  @AutoClose
  private final StoreProviders providers = new StoreProviders(EncryptedCachingProvider.class);

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
}
