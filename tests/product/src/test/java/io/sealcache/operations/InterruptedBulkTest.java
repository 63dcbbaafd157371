package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Hazelcast takes an interrupt away that it finds while it waits for its partitions. */
class InterruptedBulkTest {
  /** Whether they find the interrupt is up to Hazelcast. */
  @Test
  void bulkCalls_byAnInterruptedThread_leaveItInterrupted() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER)) {
      Cache<String, Integer> cache = fixture.create("numbers");
      for (Runnable call :
          List.<Runnable>of(
              () -> cache.getAll(Set.of("a", "b")),
              () -> cache.removeAll(Set.of("a", "b")),
              cache::clear)) {
        Thread.currentThread().interrupt();
        try {
          call.run();
        } catch (CacheException e) {
          assertThat(e).hasMessageContaining("Interrupted");
        }
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }
}
