package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MinuteCountTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
  private final MinuteCount count = new MinuteCount(time::get);

  private void add(int times) {
    for (int i = 0; i < times; i++) {
      count.add();
    }
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void ofLastMinute_isOfTheFullOneBefore() {
    add(3);
    assertThat(count.ofLastMinute()).isZero();

    pass(Duration.ofSeconds(59));
    add(2);
    assertThat(count.ofLastMinute()).isZero();

    pass(Duration.ofSeconds(1));
    assertThat(count.ofLastMinute()).isEqualTo(5);
    add(1);
    assertThat(count.ofLastMinute()).isEqualTo(5);

    pass(Duration.ofMinutes(1));
    assertThat(count.ofLastMinute()).isEqualTo(1);
  }

  @Test
  void ofLastMinute_withNothingInIt_isNone() {
    add(3);

    pass(Duration.ofMinutes(2));
    assertThat(count.ofLastMinute()).isZero();

    add(1);
    assertThat(count.ofLastMinute()).isZero();
  }
}
