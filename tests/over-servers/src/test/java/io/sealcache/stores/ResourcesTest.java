package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.linearizability.RaceTally;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict on the resources that a long race holds. */
class ResourcesTest {
  private static final RaceTally CLEAN = new RaceTally(1_000, 10, Map.of(), List.of(), List.of());
  private static final List<Resources> FLAT = samples(i -> new Resources(100_000, 40, 60));

  private static List<Resources> samples(IntFunction<Resources> sample) {
    return IntStream.range(0, 12).mapToObj(sample).toList();
  }

  static Stream<List<Resources>> growing() {
    return Stream.of(
        samples(i -> new Resources(100_000 + 2_000 * i, 40, 60)),
        samples(i -> new Resources(100_000, 40 + i, 60)),
        samples(i -> new Resources(100_000, 40, 60 + i)));
  }

  @ParameterizedTest
  @MethodSource("growing")
  void raceThatHoldsMoreAndMore_isNotRight(List<Resources> samples) {
    assertThat(Resources.verdict(samples)).startsWith("GROWING from Resources[heapKiB=");
    assertThat(Linearizability.isRight(CLEAN, samples)).isFalse();
  }

  static Stream<List<Resources>> flat() {
    return Stream.of(
        FLAT,
        samples(i -> new Resources(i < 3 ? 20_000 : 100_000, i < 3 ? 10 : 40, 60)), // warms up
        samples(i -> new Resources(100_000 + 50_000 * (i % 2), 40 + i % 2, 60 + i % 3)));
  }

  @ParameterizedTest
  @MethodSource("flat")
  void raceThatHoldsAsMuchInTheEnd_isRight(List<Resources> samples) {
    assertThat(Resources.verdict(samples)).isEqualTo("flat");
    assertThat(Linearizability.isRight(CLEAN, samples)).isTrue();
  }

  @Test
  void raceThatIsTooShortToSay_isRight() {
    List<Resources> few = growing().findFirst().orElseThrow().subList(0, 7);

    assertThat(Resources.verdict(few)).isEqualTo("too few samples to say");
    assertThat(Linearizability.isRight(CLEAN, few)).isTrue();
  }

  @Test
  void raceWithAViolationOrUndecided_isNotRight() {
    List<String> one = List.of("something");

    assertThat(Linearizability.isRight(new RaceTally(1, 1, Map.of(), one, List.of()), FLAT))
        .isFalse();
    assertThat(Linearizability.isRight(new RaceTally(1, 1, Map.of(), List.of(), one), FLAT))
        .isFalse();
  }
}
