package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteropKeyTest {
  private static final JsonObject VECTORS = Vectors.file("interop-mode.json");

  static Stream<Arguments> keys() {
    return Vectors.group(VECTORS, "key_vectors", 44);
  }

  static Stream<Arguments> rejected() {
    return Vectors.group(VECTORS, "error_vectors", 34);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void of_givesTheKeyThatOtherLanguagesGive(JsonObject vector) {
    @Nullable Object[] arguments = Vectors.call(vector);
    InteropKey key =
        InteropKey.of(
            Vectors.text(vector, "namespace"), Vectors.text(vector, "operation"), arguments);

    assertThat(Vectors.hex(InteropKey.encode(arguments)))
        .isEqualTo(Vectors.text(vector, "canonical_args_hex"));
    assertThat(key.text())
        .isEqualTo(Vectors.text(vector, "expected_key"))
        .endsWith(":" + Vectors.text(vector, "args_hash"));
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void of_refusesWhatOtherLanguagesRefuse(JsonObject vector) {
    assertThatThrownBy(
            () ->
                InteropKey.of(
                    Vectors.text(vector, "namespace", "t"),
                    Vectors.text(vector, "operation", "op"),
                    Vectors.call(vector)))
        .isInstanceOf(Unsupported.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", ".a", "a..b", "ü", "a b", "a/b", "a\r", "ns", "nsapi"})
  void of_refusesOtherNamespaces(String namespace) {
    assertThatThrownBy(() -> InteropKey.of(namespace, "op")).isInstanceOf(Unsupported.class);
  }

  @Test
  void of_takesSegmentsOf64Characters() {
    String longest = "a".repeat(64);

    assertThat(InteropKey.of(longest, longest).text()).hasSize(194);
    assertThat(InteropKey.of("users", "ns").operation()).isEqualTo("ns");
    assertThatThrownBy(() -> InteropKey.of(longest + "a", "op")).isInstanceOf(Unsupported.class);
    assertThatThrownBy(() -> InteropKey.of("t", "a..b")).isInstanceOf(Unsupported.class);
  }

  static Stream<Object> unsupported() {
    return Stream.of(
        new BigDecimal("1.5"),
        new AtomicInteger(1),
        'c',
        Thread.State.NEW,
        new int[] {1},
        List.of((Object) new Object[] {1}),
        Map.of(1, "integer"),
        "lone \ud800 surrogate",
        Map.of("\udc00", 1),
        Instant.MAX,
        Instant.MIN,
        List.of(Set.of(new BigDecimal("1.5"))));
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void of_refusesOtherArguments(Object argument) {
    assertThatThrownBy(() -> InteropKey.of("t", "op", argument)).isInstanceOf(Unsupported.class);
  }

  @Test
  void of_refusesAListThatContainsItself() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThatThrownBy(() -> InteropKey.of("t", "op", endless)).isInstanceOf(Unsupported.class);
  }

  @Test
  void of_failsWithoutTheArgument() {
    assertThatThrownBy(() -> InteropKey.of("t", "op", Map.of("s3cret", new BigDecimal("4711"))))
        .hasMessageContaining("java.math.BigDecimal")
        .hasMessageNotContainingAny("s3cret", "4711");
    assertThatThrownBy(() -> InteropKey.of("S3cret", "op")).hasMessageNotContaining("S3cret");
  }

  @Test
  void of_countsTimesInMicroseconds() {
    Instant time = Instant.parse("1969-12-31T23:59:59.123456Z");
    InteropKey key = InteropKey.of("t", "op", time);

    assertThat(InteropKey.of("t", "op", time.plusNanos(999))).isEqualTo(key);
    assertThat(InteropKey.of("t", "op", time.minusNanos(1))).isNotEqualTo(key);
    assertThat(InteropKey.of("t", "op", time.atZone(ZoneId.of("Asia/Kolkata")))).isEqualTo(key);
  }

  @Test
  void of_takesFloatsAsWhatTheyAreAsDoubles() {
    assertThat(Vectors.hex(InteropKey.encode(2f, 0.5f))).isEqualTo("9202cb3fe0000000000000");
  }

  @Test
  void of_sortsKeysOfMapsByUnsignedBytes() {
    assertThat(Vectors.hex(InteropKey.encode(Map.of("é", 2, "z", 1))))
        .isEqualTo("9182a17a01a2c3a902");
  }

  @Test
  void of_tellsNullFromNothing() {
    assertThat(InteropKey.encode(Arrays.asList(1, null))).isEqualTo(Vectors.hex("919201c0"));
    assertThat(InteropKey.of("t", "op", (Object) null)).isNotEqualTo(InteropKey.of("t", "op"));
  }

  @Test
  void toString_showsNoHash() {
    InteropKey key = InteropKey.of("users", "get_user", 42);

    assertThat(key).hasToString("InteropKey[users:get_user]");
    assertThat(key).hasSameHashCodeAs(InteropKey.of("users", "get_user", 42L));
  }
}
