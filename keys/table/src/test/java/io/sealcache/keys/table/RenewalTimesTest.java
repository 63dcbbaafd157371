package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenewalTimesTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void keysThatWouldBeReplacedBeforeTheySeal_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(DAY, DAY, DAY))
        .withMessageContaining("come into use");
    assertThat(new RenewalTimes(DAY, DAY.minusMillis(1), DAY).age()).isEqualTo(DAY);
  }

  @Test
  void keysThatWouldNotBeKept_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(DAY, MINUTE, Duration.ZERO))
        .withMessageContaining("as long as an entry lives");
  }

  @Test
  void timesThatNoRecordKeeps_areRefused() {
    Duration longest = DAY.multipliedBy(365_000);
    Duration longer = longest.plusNanos(1);

    assertThat(new RenewalTimes(longest, longest.minusNanos(1), longest).age()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(longer, DAY, DAY))
        .withMessageContainingAll("age", "" + longer, "365000 days", "year 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(longer.plusNanos(1), longer, DAY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(DAY, MINUTE, longer))
        .withMessageContainingAll("keeping", "" + longer);
  }
}
