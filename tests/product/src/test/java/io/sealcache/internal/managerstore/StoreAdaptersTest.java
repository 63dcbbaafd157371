package io.sealcache.internal.managerstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.impl.HazelcastServerCachingProvider;
import com.hazelcast.client.cache.impl.HazelcastClientCachingProvider;
import io.sealcache.internal.store.hazelcast.HazelcastAdapter;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAdaptersTest {
  /** As older guides name them. */
  @ParameterizedTest
  @ValueSource(
      classes = {HazelcastServerCachingProvider.class, HazelcastClientCachingProvider.class})
  void of_hazelcastsOwnOtherProviders_isHazelcasts(Class<? extends CachingProvider> provider) {
    assertThat(StoreAdapters.of(provider)).isInstanceOf(HazelcastAdapter.class);
  }
}
