package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
  private static KeyHistory history(Map<String, Long> times) {
    return new KeyHistory(new TreeMap<>(times));
  }

  @Test
  void plus_addsTimes() {
    KeyHistory one = history(Map.of("a", 1L, "b", 2L));
    KeyHistory other = history(Map.of("b", 3L, "c", 4L));
    KeyHistory both = history(Map.of("a", 1L, "b", 5L, "c", 4L));

    assertThat(one.plus(other)).isEqualTo(both);
    assertThat(other.plus(one)).isEqualTo(both);
    assertThat(one.plus(KeyHistory.NONE)).isEqualTo(one);
  }
}
