package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.junit.jupiter.api.Test;

class InfinispanLifespansTest {
  private static final Duration MINUTE = Duration.ONE_MINUTE;
  private static final int INFINITE = -1;
  private static final InfinispanLifespans LIFESPANS = InfinispanLifespans.ofServer(false);

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

  /** The time that an update leaves an entry that the server has. */
  @SuppressWarnings("unchecked") // of a class literal
  private static long left(long created, int lifespan) {
    RemoteCache<String, Object> cache =
        (RemoteCache<String, Object>)
            Proxy.newProxyInstance(
                InfinispanLifespansTest.class.getClassLoader(),
                new Class<?>[] {RemoteCache.class},
                (proxy, method, key) ->
                    CompletableFuture.completedFuture(new Entry(created, lifespan)));
    return InfinispanLifespans.left(
        requireNonNull(new InfinispanRemoteCalls(cache).read("key").join()));
  }

  @Test
  void answer_isInMilliseconds() {
    Duration seconds = new Duration(TimeUnit.SECONDS, 2);

    assertThat(LIFESPANS.ofWrite(seconds)).isEqualTo(2_000);
    assertThat(LIFESPANS.ofAccess(seconds)).isEqualTo(2_000);
  }

  @Test
  void eternal_isWhatTheServerIsConfiguredWith() {
    assertThat(LIFESPANS.ofWrite(Duration.ETERNAL)).isEqualTo(InfinispanLifespans.SERVERS);
    assertThat(LIFESPANS.ofAccess(Duration.ETERNAL)).isEqualTo(InfinispanLifespans.SERVERS);
    assertThat(LIFESPANS.unbounded()).isEqualTo(InfinispanLifespans.SERVERS);
  }

  @Test
  void update_leavesTheExpiry_whatIsLeftIsSent() {
    long now = System.currentTimeMillis();
    long left = left(now - 20_000, 60);
    long later = System.currentTimeMillis();

    assertThat(left).isBetween(40_000 - (later - now), 40_000L);
  }

  @Test
  void update_leavesTheExpiryOfAnImmortal_nothingBoundsIt() {
    assertThat(left(0, INFINITE)).isNegative();
  }

  @Test
  void update_whenTimeIsOver_neverMeansForEver() {
    assertThat(left(0, 1)).isEqualTo(1);
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
