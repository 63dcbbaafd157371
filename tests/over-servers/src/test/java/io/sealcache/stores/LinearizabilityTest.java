package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.linearizability.LongRace;
import io.sealcache.linearizability.RaceTally;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@link Linearizability}: two applications race on one store. */
@Timeout(600)
class LinearizabilityTest {
  private static final LongRace.Shape SHAPE = new LongRace.Shape(6, 3, 500);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"HAZELCAST", "REDIS"})
  void race_whileKeysAreRenewedAndAMemberIsReplaced_isLinearizable(RacedStore.Kind kind)
      throws Exception {
    try (RacedStore store = new RacedStore(kind, true, directory);
        LongRace race = new LongRace(store.applications(), SHAPE, kind.clock(), 107)) {
      DisturbedRace disturbed = new DisturbedRace(store, race, 4, () -> {});
      disturbed.runWhile(calls -> false);

      RaceTally tally = disturbed.tally();
      assertThat(tally.violations()).isEmpty();
      assertThat(tally.undecided()).isEmpty();
      assertThat(tally.contended()).isGreaterThan(100);
      assertThat(store.renewals()).isPositive();
      assertThat(tally.thrown().values().stream().mapToLong(times -> times).sum())
          .isLessThanOrEqualTo(disturbed.replaced() * 100L);
    }
  }

  // Proves that what the applications do to each other is seen.
  @Test
  void race_ofApplicationsThatDoNotShareTheStore_isCaught() throws Exception {
    try (RacedStore one = new RacedStore(RacedStore.Kind.CAFFEINE, true, directory);
        RacedStore other = new RacedStore(RacedStore.Kind.CAFFEINE, false, directory);
        LongRace race =
            new LongRace(
                List.of(one.applications().get(0), other.applications().get(0)),
                SHAPE,
                RacedStore.Kind.CAFFEINE.clock(),
                107)) {
      race.run();

      assertThat(race.tally().violations()).isNotEmpty();
    }
  }
}
