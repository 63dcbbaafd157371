package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

// A Date is what applications pass that can change.
@SuppressWarnings("JavaUtilDate")
class SnapshotTest {
  /** Arguments, and how a method could change them. */
  static Stream<Arguments> mutable() {
    return Stream.of(
        change(new ArrayList<>(List.of("a")), List::clear),
        change(new ArrayList<>(List.of(new Object())), List::clear),
        change(new HashSet<>(Set.of("a")), Set::clear),
        change(new HashMap<>(Map.of("a", "b")), Map::clear),
        change(new ArrayList<>(List.of(new Date(1))), list -> list.get(0).setTime(2)),
        change(new Date(1), date -> date.setTime(2)),
        change(new Dated(1, new Date(1)), dated -> dated.date().setTime(2)),
        change(new int[] {1}, array -> array[0] = 2),
        change(new Object[] {new Date(1)}, array -> ((Date) array[0]).setTime(2)),
        change(new ArrayList<?>[] {new ArrayList<>(List.of("a"))}, array -> array[0].clear()));
  }

  private record Dated(int number, Date date) implements Serializable {}

  private static <T> Arguments change(T argument, Consumer<T> change) {
    return Arguments.of(argument, change);
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void key_doesNotChangeWithItsArgument(Object argument, Consumer<Object> change) {
    ArgumentsKey before = ArgumentsKey.of(new Object[] {argument});
    ArgumentsKey same = ArgumentsKey.of(new Object[] {argument});

    change.accept(argument);

    assertThat(before).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(before).isNotEqualTo(ArgumentsKey.of(new Object[] {argument}));
  }

  @Test
  void immutableArgument_isNotCopied() {
    record Name(String first, int number, RetentionPolicy kind) implements Serializable {}
    Name name = new Name("a", 1, RetentionPolicy.SOURCE);

    assertThat(Snapshot.of(name)).isSameAs(name);
  }

  @Test
  void argumentThatIsNotSerializable_isKept() {
    Object argument = new Object();

    assertThat(Snapshot.of(argument)).isSameAs(argument);
  }

  @Test
  void key_tellsNumbersOfDifferentTypesApart() {
    assertThat(ArgumentsKey.of(new Object[] {1})).isNotEqualTo(ArgumentsKey.of(new Object[] {1L}));
  }

  @Test
  void key_showsNoArgument() {
    assertThat(ArgumentsKey.of(new Object[] {"canary"})).asString().doesNotContain("canary");
  }
}
