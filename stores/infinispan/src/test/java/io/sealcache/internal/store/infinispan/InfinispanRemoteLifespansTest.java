package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.infinispan.client.hotrod.MetadataValue;
import org.junit.jupiter.api.Test;

class InfinispanRemoteLifespansTest {
  private static final int INFINITE = -1;

  private static MetadataValue<Object> entry(long created, int lifespan) {
    return new Entry(created, lifespan);
  }

  @Test
  void answer_isInMilliseconds() {
    assertThat(InfinispanRemoteLifespans.of(new Duration(TimeUnit.SECONDS, 2))).isEqualTo(2_000);
  }

  @Test
  void eternal_isWhatTheServerIsConfiguredWith() {
    assertThat(InfinispanRemoteLifespans.of(Duration.ETERNAL))
        .isEqualTo(InfinispanRemoteLifespans.DEFAULT);
  }

  @Test
  void update_leavesTheExpiry_whatIsLeftIsSent() {
    long now = System.currentTimeMillis();
    long left = InfinispanRemoteLifespans.ofUpdate(null, entry(now - 20_000, 60));
    long later = System.currentTimeMillis();

    assertThat(left).isBetween(40_000 - (later - now), 40_000L);
  }

  @Test
  void update_leavesTheExpiryOfAnImmortal_nothingBoundsIt() {
    assertThat(InfinispanRemoteLifespans.ofUpdate(null, entry(0, INFINITE))).isNegative();
  }

  @Test
  void update_whenTimeIsOver_neverMeansForEver() {
    assertThat(InfinispanRemoteLifespans.ofUpdate(null, entry(0, 1))).isEqualTo(1);
  }

  @Test
  void update_answered_entryDoesNotMatter() {
    assertThat(InfinispanRemoteLifespans.ofUpdate(Duration.ONE_MINUTE, entry(0, 1)))
        .isEqualTo(60_000);
  }

  private record Entry(long getCreated, int getLifespan) implements MetadataValue<Object> {
    @Override
    public long getLastUsed() {
      return INFINITE;
    }

    @Override
    public int getMaxIdle() {
      return INFINITE;
    }

    @Override
    public long getVersion() {
      return 1;
    }

    @Override
    public Object getValue() {
      return "";
    }
  }
}
