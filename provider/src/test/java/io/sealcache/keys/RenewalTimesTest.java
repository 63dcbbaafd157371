package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenewalTimesTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofDays(100);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final KeyringFile made = KeyringFile.generate(NOW);

  private static Instant day(int day) {
    return NOW.plus(DAY.multipliedBy(day));
  }

  @Test
  void renewal_isDueWithoutUnwrappingAnything() {
    WrappedKeyring wrapped =
        WrappedKeyring.parse(
            "record",
            WrappedKeyring.wrap(made, FixedWrappingKey.of(1), Map.of())
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(new RenewalTimes(DAY.multipliedBy(3), DAY, LONG).isDue(wrapped, day(1))).isFalse();
    assertThat(new RenewalTimes(DAY, MINUTE, LONG).isDue(wrapped, day(1))).isTrue();
  }

  @Test
  void keyThatIsTheIndexKeyToo_isTakenOutOfTheDataKeysOnce() {
    RenewalTimes times = new RenewalTimes(LONG, DAY, DAY);
    KeyringFile began =
        KeyringFile.of("a", FixedKey.secret(1), NOW)
            .with("b", FixedKey.secret(2), day(1))
            .withCurrent("b")
            .withTimes("a", NOW, day(2));

    KeyringFile retired = times.after(began, day(2));

    assertThat(retired.opensValues("a")).isFalse();
    assertThat(retired.created("a")).isEqualTo(NOW);
    assertThat(times.after(retired, day(2))).as("nothing is due").isSameAs(retired);
  }

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
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(DAY, MINUTE, DAY.negated()));
  }

  @Test
  void timesThatNoRecordKeeps_areRefused() {
    Duration longest = DAY.multipliedBy(365_000);
    Duration longer = longest.plusNanos(1);

    assertThat(new RenewalTimes(longest, longest.minusNanos(1), longest).age()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(longer, DAY, DAY))
        .withMessageContainingAll("" + longer, "365000 days", "year 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(longer.plusNanos(1), longer, DAY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RenewalTimes(DAY, MINUTE, longer))
        .withMessageContaining("" + longer);
  }

  @Test
  void newKeyOfAClockThatIsFarAhead_makesRoomForOneOfTheRightClock() {
    RenewalTimes times = new RenewalTimes(DAY.multipliedBy(90), DAY, LONG);
    KeyringFile ahead = times.after(made, day(365));

    KeyringFile without = times.after(ahead, day(90));
    assertThat(without.ids()).isEqualTo(made.ids());
    KeyringFile added = times.after(without, day(91));
    KeyringFile sealing = times.after(added, day(92));
    assertThat(sealing.current()).isNotEqualTo(made.current());
    assertThat(sealing.created(sealing.current())).isEqualTo(day(91));
  }

  @Test
  void keyThatSealsByAClockThatIsFarAhead_isRenewedAtItsAge() {
    RenewalTimes times = new RenewalTimes(DAY.multipliedBy(90), DAY, LONG);
    KeyringFile ahead = times.after(times.after(made, day(365)), day(366));
    assertThat(ahead.current()).isNotEqualTo(made.current());

    KeyringFile seen = times.after(ahead, day(100));
    assertThat(seen.current()).isEqualTo(ahead.current());
    assertThat(seen.key(made.current()).until()).isEqualTo(day(100).plus(LONG));
    assertThat(new RenewalTimes(LONG, DAY, DAY).after(seen, day(101))).as("kept").isSameAs(seen);
    assertThat(times.after(seen, day(189))).as("nothing is due").isSameAs(seen);
    assertThat(times.after(seen, day(190)).ids()).hasSize(seen.ids().size() + 1);
  }
}
