package io.sealcache.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hits and misses of processors, where what follows them fails. */
class CountedReadsTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static void assertHitAndMissOfEach(EncryptedCache<String, Integer> cache) {
    assertThatThrownBy(() -> cache.invoke("a", UserCode.setting(2)))
        .isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> cache.invoke("absent", UserCode.setting(2)))
        .isInstanceOf(CacheException.class);
    assertThat(Inside.statistics(cache).getCacheHits()).isEqualTo(1);
    assertThat(Inside.statistics(cache).getCacheMisses()).isEqualTo(1);

    assertThat(cache.invokeAll(Set.of("a", "missing"), UserCode.setting(3))).hasSize(2);
    assertThat(Inside.statistics(cache).getCacheHits()).isEqualTo(2);
    assertThat(Inside.statistics(cache).getCacheMisses()).isEqualTo(2);
  }

  @OverEachStore
  void writerFails_whatTheProcessorWasGivenIsCounted(TestStore store) {
    AtomicBoolean isDown = new AtomicBoolean();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            UserCode.<String, Integer>writingThrough(
                    change -> {
                      if (isDown.get()) {
                        throw new OutOfOrder();
                      }
                    })
                .setStatisticsEnabled(true));
    cache.put("a", 1);
    isDown.set(true);

    assertHitAndMissOfEach(cache);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFERENCE_IMPLEMENTATION", "INFINISPAN", "HAZELCAST_MEMBER"})
  void listenerFails_whatTheProcessorWasGivenIsCounted(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));
    cache.put("a", 1);
    UserCode.hear(cache, new FailingAtEachWrite());

    assertHitAndMissOfEach(cache);
  }

  private static final class FailingAtEachWrite
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      throw new OutOfOrder();
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      throw new OutOfOrder();
    }
  }
}
