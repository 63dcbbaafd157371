package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.expiry.Duration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.junit.jupiter.api.Test;

class InfinispanLifespansTest {
  private static final Duration MINUTE = Duration.ONE_MINUTE;

  private static InfinispanLifespans configured(long lifespan, long idle) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.expiration().lifespan(lifespan).maxIdle(idle);
    return InfinispanLifespans.of(builder.build().expiration(), true);
  }

  @Test
  void unbounded_answersAreMilliseconds() {
    InfinispanLifespans lifespans = configured(-1, -1);

    assertThat(lifespans.ofWrite(MINUTE)).isEqualTo(60_000);
    assertThat(lifespans.ofAccess(MINUTE)).isEqualTo(60_000);
    assertThat(lifespans.ofWrite(Duration.ETERNAL)).isEqualTo(InfinispanLifespans.ETERNAL);
    assertThat(lifespans.longest()).isEqualTo(InfinispanLifespans.ETERNAL);
    assertThat(lifespans.areEternal()).isTrue();
  }

  @Test
  void lifespan_boundsWritesOnly() {
    InfinispanLifespans lifespans = configured(1_000, -1);

    assertThat(lifespans.ofWrite(MINUTE)).isEqualTo(1_000);
    assertThat(lifespans.ofWrite(Duration.ETERNAL)).isEqualTo(1_000);
    assertThat(lifespans.ofAccess(MINUTE)).isEqualTo(60_000);
    assertThat(lifespans.areEternal()).isFalse();
  }

  @Test
  void idleTime_boundsAccessesToo() {
    InfinispanLifespans lifespans = configured(5_000, 2_000);

    assertThat(lifespans.longest()).isEqualTo(2_000);
    assertThat(lifespans.ofWrite(MINUTE)).isEqualTo(2_000);
    assertThat(lifespans.ofAccess(Duration.ETERNAL)).isEqualTo(2_000);
  }
}
