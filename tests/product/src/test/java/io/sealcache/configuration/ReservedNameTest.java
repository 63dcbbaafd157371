package io.sealcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.seal.WrappedManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name under which a store holds descriptors: a cache of that name could forge them. */
class ReservedNameTest {
  private static final String NAME = WrappedManager.DESCRIPTORS;

  @OverEachStore
  void cacheOfTheDescriptorsName_isRefusedByEachStore(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCacheManager manager = fixture.manager();
      var configuration = new MutableConfiguration<String, String>();

      assertThatThrownBy(() -> manager.createCache(NAME, configuration))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(NAME, "another name");
      assertThatThrownBy(() -> manager.getCache(NAME))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(NAME, "another name");
      assertThatThrownBy(() -> manager.getCache(NAME, String.class, String.class))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(NAME, "another name");
      assertThatThrownBy(() -> manager.destroyCache(NAME))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(NAME);
      assertThat(manager.getCacheNames()).isEmpty();
      assertThat(fixture.create(NAME + "-2").isClosed()).isFalse();
    }
  }

  @Test
  void cacheOfTheDescriptorsName_thatTheStoreDeclares_isNotOpened(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("ehcache.xml");
    Files.writeString(
        file,
        """
        <config xmlns="http://www.ehcache.org/v3">
          <cache alias="%s"><heap unit="entries">10</heap></cache>
          <cache alias="other"><heap unit="entries">10</heap></cache>
        </config>
        """
            .formatted(NAME));
    try (StoreFixture fixture =
        StoreFixture.over(
            TestStore.EHCACHE_HEAP, Map.of("sealcache.store.uri", file.toUri().toString()))) {
      assertThat(fixture.manager().getCacheNames()).containsExactly("other");
    }
  }
}
