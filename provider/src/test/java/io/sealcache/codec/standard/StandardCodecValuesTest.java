package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.standard.SampleKeys.Unhashed;
import io.sealcache.internal.messagepack.MessagePack;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardCodecValuesTest {
  private final Coding values = Coding.values();

  @ParameterizedTest
  @MethodSource("io.sealcache.codec.Samples#values")
  void roundTrip_givesAnEqualObjectOfTheSameClass(Object value) throws Exception {
    Object decoded = values.roundTrip(value);

    assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(decoded.getClass()).isEqualTo(value.getClass());
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.codec.Samples#arrayArguments")
  void roundTrip_keepsClassAndElementsOfAnArray(Object array) throws Exception {
    Object decoded = values.roundTrip(array);

    assertThat(decoded.getClass()).isEqualTo(array.getClass());
    assertThat(Arrays.deepEquals(new Object[] {decoded}, new Object[] {array})).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.codec.Samples#printables")
  void roundTrip_keepsClassAndContentOfWhatHasNoEquals(Object value) throws Exception {
    Object decoded = values.roundTrip(value);

    assertThat(decoded.getClass()).isEqualTo(value.getClass());
    assertThat(decoded).hasToString(value.toString());
  }

  @Test
  void roundTrip_keepsCauseAndStackTraceOfAnException() throws Exception {
    Exception thrown = new IllegalStateException("outer", new java.io.IOException("inner"));

    Exception decoded = (Exception) values.roundTrip(thrown);

    assertThat(decoded).hasCauseExactlyInstanceOf(java.io.IOException.class);
    assertThat(decoded.getCause()).hasMessage("inner");
    assertThat(decoded.getStackTrace()).isEqualTo(thrown.getStackTrace());
  }

  @Test
  void roundTrip_keepsTheOrderOfALinkedHashMap() throws Exception {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = 100; i > 0; i--) {
      map.put("k" + i, i);
    }

    assertThat(new ArrayList<>(((Map<?, ?>) values.roundTrip(map)).keySet()))
        .isEqualTo(new ArrayList<>(map.keySet()));
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.codec.Samples#refusedArguments")
  void encode_refusesWhatIsNotSerializableAndNamesItsClassOnly(Object value) {
    assertThatThrownBy(() -> values.encode(value))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageNotContaining("classified")
        .message()
        .containsAnyOf("Unserialisable", "java.lang.Object");
  }

  @Test
  void encode_refusesAListThatHoldsItself() {
    List<@Nullable Object> cycle = new ArrayList<>();
    cycle.add(cycle);

    assertThatThrownBy(() -> values.encode(cycle))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining("holds itself")
        .hasMessageContaining("java.util.ArrayList");
  }

  @Test
  void encode_takes128LevelsAndRefuses129() throws Exception {
    Object deepest = nested(MessagePack.MAX_DEPTH);

    assertThat(values.roundTrip(deepest)).isEqualTo(deepest);
    assertThatThrownBy(() -> values.encode(nested(MessagePack.MAX_DEPTH + 1)))
        .isInstanceOf(InvalidObjectException.class);
  }

  @Test
  void encode_refusesAJavaObjectTooDeepForTheStack() {
    Object deepest = "";
    for (int i = 0; i < 20_000; i++) {
      deepest = new Unhashed(deepest);
    }
    Object chain = deepest;
    Coding deep = Coding.of(StandardCodec.forValues(JavaFilter.of("maxdepth=100000;*")));

    assertThatThrownBy(() -> deep.encode(chain))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageContaining(Unhashed.class.getName());
  }

  private static Object nested(int levels) {
    List<Object> outer = new ArrayList<>();
    for (int i = 1; i < levels; i++) {
      outer = new ArrayList<>(List.of(outer));
    }
    return outer;
  }
}
