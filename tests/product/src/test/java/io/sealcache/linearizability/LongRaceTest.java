package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short form of what {@code tests/over-servers/linearizability.sh} does at length. */
@Tag("slow")
@Timeout(180)
class LongRaceTest {
  private static final LongRace.Shape SHAPE = new LongRace.Shape(4, 3, 2_000);
  private static final int BATCHES = 5;

  // The reference implementation's own pool of locks deadlocks when bulk writes meet reads.
  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void run_withExpiryAndBulkCalls_isLinearizable(TestStore store) {
    try (StoreFixture fixture = Races.over(store)) {
      RaceTally tally = race(RacedCaches.open(fixture.manager()));

      assertThat(tally.violations()).isEmpty();
      assertThat(tally.undecided()).isEmpty();
      assertThat(tally.thrown()).isEmpty();
      assertThat(tally.calls()).isEqualTo((long) BATCHES * SHAPE.batch());
      assertThat(tally.contended()).isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_operationInTwoSteps_isCaught(TwoSteps broken) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      RaceTally tally = race(RacedCaches.open(fixture.manager()).broken(broken));

      assertThat(tally.violations())
          .isNotEmpty()
          .allSatisfy(
              text ->
                  assertThat(text).contains("no order explains all results when the last returns"));
    }
  }

  private static RaceTally race(RacedCaches caches) {
    try (LongRace race =
        new LongRace(List.of(caches, caches), SHAPE, ExpiryClock.OF_THE_STORE, 107)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        race.run();
      }
      return race.tally();
    }
  }
}
