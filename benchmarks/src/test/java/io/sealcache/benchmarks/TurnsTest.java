package io.sealcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void ratio_isTheMedianOfNeighbours_withoutThoseThatWarm() {
    Deque<Double> base = new ArrayDeque<>(List.of(1.0, 10.0, 10.0, 100.0));
    Deque<Double> other = new ArrayDeque<>(List.of(9.0, 12.0, 11.0, 900.0));

    assertThat(Turns.ratio(3, base::remove, other::remove)).isEqualTo(1.2);
    assertThat(base).isEmpty();
    assertThat(other).isEmpty();
  }

  @Test
  void kinds_takeTurnsInGoingFirst() {
    List<String> order = new ArrayList<>();

    Turns.ratio(2, () -> told(order, "base"), () -> told(order, "other"));

    assertThat(order).containsExactly("other", "base", "base", "other", "other", "base");
  }

  private static double told(List<String> order, String kind) {
    order.add(kind);
    return 1;
  }
}
