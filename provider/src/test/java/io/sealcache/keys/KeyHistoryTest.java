package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
  private static final Instant EARLY = Instant.EPOCH;
  private static final Instant LATE = EARLY.plusSeconds(1);

  private static KeyHistory history(Map<String, Long> times, Map<String, Instant> latest) {
    return new KeyHistory(new TreeMap<>(times), new TreeMap<>(latest));
  }

  @Test
  void plus_addsTimesAndTellsTheLatest() {
    KeyHistory one = history(Map.of("a", 1L, "b", 2L), Map.of("a", EARLY, "b", LATE));
    KeyHistory other = history(Map.of("b", 3L, "c", 4L), Map.of("b", EARLY, "c", LATE));
    KeyHistory both =
        history(Map.of("a", 1L, "b", 5L, "c", 4L), Map.of("a", EARLY, "b", LATE, "c", LATE));

    assertThat(one.plus(other)).isEqualTo(both);
    assertThat(other.plus(one)).isEqualTo(both);
    assertThat(one.plus(KeyHistory.NONE)).isEqualTo(one);
  }
}
