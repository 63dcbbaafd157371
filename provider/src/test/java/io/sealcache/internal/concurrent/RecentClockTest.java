package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentClockTest {
  private final AtomicInteger looks = new AtomicInteger();
  private long time = 1_000;
  private final RecentClock clock =
      new RecentClock(
          () -> {
            looks.incrementAndGet();
            return time;
          });

  @Test
  void now_isRead() {
    time = 2_000;

    assertThat(clock.now()).isEqualTo(2_000);
  }

  @Test
  void isToCome_timeThatWasOver_looksAtTheClockOnceInAWhile() {
    clock.now();
    looks.set(0);

    assertThat(IntStream.range(0, 10_000).filter(i -> clock.isToCome(1_000))).isEmpty();

    assertThat(looks.get()).isBetween(1, 1_000); // 156 by chance
  }

  @Test
  void isToCome_timeThatIsOverSince_isNot() {
    clock.now();
    time = 1_001;

    assertThat(clock.isToCome(1_001)).isFalse();
  }

  @Test
  void isToCome_laterTime_is() {
    assertThat(clock.isToCome(1_001)).isTrue();
    assertThat(clock.isToCome(1_001)).isTrue();
  }

  @Test
  void isToCome_clockSetBack_isNoticed() {
    clock.now();
    time = 500;

    assertThat(IntStream.range(0, 10_000).anyMatch(i -> clock.isToCome(600))).isTrue();
    assertThat(clock.isToCome(600)).as("since it was noticed").isTrue();
  }
}
