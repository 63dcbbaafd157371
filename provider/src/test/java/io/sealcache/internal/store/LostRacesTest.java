package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostRacesTest {
  @Test
  void lost_forLongerThanTheLimit_namesCacheRoundsAndSetting() {
    LostRaces races = new LostRaces("orders", Duration.ofMillis(30));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> loseForEver(races))
        .withMessageMatching(
            "Cache 'orders': .* in each of [0-9]+ rounds in [0-9]+ ms, .*contention-timeout.*");

    LostRaces ofDescriptors = new LostRaces(StoreAdapter.DESCRIPTORS, Duration.ofMillis(30));
    assertThatExceptionOfType(CacheException.class)
        .as("how long is nobody's setting")
        .isThrownBy(() -> loseForEver(ofDescriptors))
        .withMessageMatching("Cache 'sealcache-descriptors': .* [0-9]+ ms, or the store says so");
  }

  /** A hundred times the limit would be half a minute. */
  @Test
  void lost_forEver_endsSoonAfterTheLimit() {
    LostRaces races = new LostRaces("orders", Duration.ofMillis(300));
    long begin = System.nanoTime();

    assertThatExceptionOfType(CacheException.class).isThrownBy(() -> loseForEver(races));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
  }

  @Test
  void lost_withinTheLimit_goesOn() {
    LostRaces races = new LostRaces("orders", Duration.ofHours(1));
    for (int round = 0; round < 100; round++) {
      races.lost();
    }
  }

  @Test
  void lost_firstWhenTheTimeIsOver_goesOnOnce() {
    LostRaces races = new LostRaces("orders", () -> System.nanoTime() - 1);

    races.lost();

    assertThatExceptionOfType(CacheException.class).isThrownBy(races::lost);
  }

  @Test
  void mostNanos_doublesEachRoundUpToSixteenMilliseconds() {
    for (int rounds = 1; rounds < 14; rounds++) {
      assertThat(LostRaces.mostNanos(rounds + 1))
          .as("round %d", rounds + 1)
          .isEqualTo(2 * LostRaces.mostNanos(rounds));
    }
    assertThat(Duration.ofNanos(LostRaces.mostNanos(14))).isEqualTo(Duration.ofNanos(16_384_000));
    assertThat(LostRaces.mostNanos(Integer.MAX_VALUE)).isEqualTo(LostRaces.mostNanos(14));
  }

  /** Were all pauses as the first is, a hundred of them would take a fifth of a millisecond. */
  @Test
  void lost_aHundredTimes_hasPausedLongerEachTime() {
    LostRaces races = new LostRaces("orders", Duration.ofHours(1));
    long begin = System.nanoTime();
    for (int round = 0; round < 100; round++) {
      races.pause();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
  }

  private static void loseForEver(LostRaces races) {
    while (true) {
      races.lost();
    }
  }
}
