package io.sealcache.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.JacksonCodecsTest.Format;
import io.sealcache.codec.jackson.JacksonSamples.ForgetfulKey;
import io.sealcache.codec.jackson.JacksonSamples.Level;
import io.sealcache.codec.jackson.JacksonSamples.Part;
import io.sealcache.codec.jackson.JacksonSamples.PartKey;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codecs {@code json} and {@code msgpack} for keys: equal ones have equal bytes, others others. */
class JacksonKeysTest {
  /** Of each class several that are not equal, some as close as they can be. */
  private static List<List<Object>> unequal() {
    return List.of(
        List.of("", "a", "ü", "1"),
        List.of(true, false),
        List.of('a', 'b'),
        List.of((byte) 1, (byte) -1),
        List.of((short) 1, Short.MIN_VALUE),
        List.of(0, -1, -33, 128, 256, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE),
        List.of(0L, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -129L, -32_769L),
        List.of(0.0f, -0.0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY),
        List.of(0.0, -0.0, Double.NaN, 0.1, Math.nextUp(0.1), Double.POSITIVE_INFINITY),
        List.of(BigInteger.ONE, BigInteger.TWO.pow(64), BigInteger.TWO.pow(64).negate()),
        List.of(
            new BigDecimal("1"),
            new BigDecimal("1.0"),
            new BigDecimal("1.00"),
            new BigDecimal("1E+1"),
            new BigDecimal("10")),
        List.of(new UUID(1, 2), new UUID(2, 1)),
        List.of(Level.LOW, Level.HIGH),
        List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1), Instant.MAX),
        List.of(LocalDate.EPOCH, LocalDate.MAX, LocalDate.MIN),
        List.of(LocalTime.MIN, LocalTime.MAX),
        List.of(LocalDateTime.MIN, LocalDateTime.of(2026, 1, 1, 0, 0)),
        List.of(
            OffsetTime.of(1, 0, 0, 0, ZoneOffset.UTC),
            OffsetTime.of(2, 0, 0, 0, ZoneOffset.ofHours(1))),
        List.of(
            OffsetDateTime.of(2026, 1, 1, 1, 0, 0, 0, ZoneOffset.UTC),
            OffsetDateTime.of(2026, 1, 1, 2, 0, 0, 0, ZoneOffset.ofHours(1))),
        List.of(Year.of(1), Year.of(2026)),
        List.of(YearMonth.of(2026, 1), YearMonth.of(2026, 12)),
        List.of(MonthDay.of(2, 29), MonthDay.of(3, 1)),
        List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofDays(1).negated()),
        List.of(Period.ofYears(1), Period.ofMonths(12)),
        List.of(key("1.0"), key("1.00"), new PartKey("t", 1, Level.LOW, null)));
  }

  private static PartKey key(String version) {
    return new PartKey("t", 1, Level.LOW, new Part(new UUID(1, 2), new BigDecimal(version)));
  }

  @ParameterizedTest
  @EnumSource
  void keys_comeBackEqualAndHaveBytesOfTheirOwn(Format format) throws Exception {
    for (List<Object> keys : unequal()) {
      Coding coding = coding(format, keys.get(0));
      Set<String> encoded = new HashSet<>();
      for (Object key : keys) {
        assertThat(coding.roundTrip(key)).isEqualTo(key);
        assertThat(encoded.add(coding.hex(key))).as("bytes of its own").isTrue();
      }
    }
  }

  @Test
  void keys_haveTheSameBytesByEitherVersion() throws Exception {
    for (List<Object> keys : unequal()) {
      for (Object key : keys) {
        Coding by2 = coding(Format.JSON, key);
        Coding by3 = coding(Format.JSON_3, key);
        assertThat(by3.decode(by2.encode(key))).isEqualTo(key);
        assertThat(by2.decode(by3.encode(key))).isEqualTo(key);
        // Of the 17 smallest numbers that have two digits Jackson 3.3 writes one.
        if (!key.equals(Float.MIN_VALUE)) {
          assertThat(by3.hex(key)).isEqualTo(by2.hex(key));
        }
        assertThat(coding(Format.MSGPACK_3, key).hex(key))
            .isEqualTo(coding(Format.MSGPACK, key).hex(key));
      }
    }
  }

  record Measured(double wide, float single) {}

  /** Of these each JDK before 19 writes more digits by itself. */
  @ParameterizedTest
  @EnumSource(names = {"JSON", "JSON_3"})
  void digits_areFrozenOnEachJdk(Format format) throws Exception {
    Measured measured =
        new Measured(wide("-2.3184525677263325E17"), Float.parseFloat("1.0605091E17"));

    for (Codec codec : List.of(format.open(), format.of(Jackson.Mapper.PLAIN))) {
      assertThat(text(codec.forKeysOf(Double.class), wide("2e23"))).isEqualTo("2.0E23");
      assertThat(text(codec.forKeysOf(Double.class), wide("8.41E21"))).isEqualTo("8.41E21");
      assertThat(text(codec.forKeysOf(Float.class), Float.parseFloat("-7.205479E12")))
          .isEqualTo("-7.205479E12");
      assertThat(text(codec.forKeysOf(Measured.class), measured))
          .isEqualTo("{\"wide\":-2.3184525677263325E17,\"single\":1.0605091E17}");
      assertThat(text(codec.forValuesOf(double[].class), new double[] {wide("1e23"), 0.002}))
          .isEqualTo("[1.0E23,0.002]");
    }
  }

  private static double wide(String digits) {
    return Double.parseDouble(digits);
  }

  private static String text(Codec codec, Object object) throws IOException {
    return new String(Coding.of(codec).encode(object), UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void equalKeys_haveEqualBytes(Format format) throws Exception {
    double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
    float otherFloatNan = Float.intBitsToFloat(0x7fc00001);

    assertThat(coding(format, key("1")).hex(key("1")))
        .isEqualTo(coding(format, key("1")).hex(key("1")));
    assertThat(coding(format, 0.0).hex(otherNan)).isEqualTo(coding(format, 0.0).hex(Double.NaN));
    assertThat(coding(format, 0f).hex(otherFloatNan)).isEqualTo(coding(format, 0f).hex(Float.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        List.class,
        Map.class,
        byte[].class,
        StringBuilder.class,
        Enum.class,
        ZoneOffset.class,
        Object.class,
        Number.class,
        ZonedDateTime.class,
        JacksonSamples.Account.class,
        JacksonSamples.Customer.class,
      })
  void typesWithoutOneForm_areRefusedBeforeTheFirstEntry(Class<?> type) {
    for (Format format : Format.values()) {
      assertThatThrownBy(() -> format.open().forKeysOf(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Codec '" + format.open().name() + "'");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusal_namesTheTypeInside(Format format) {
    assertThatThrownBy(() -> format.open().forKeysOf(JacksonSamples.Customer.class))
        .hasMessageContainingAll("java.util.List", "equal ones need equal bytes");
  }

  @ParameterizedTest
  @EnumSource
  void keyThatLosesAPart_isRefused(Format format) {
    Coding coding = coding(format, new ForgetfulKey("CANARY", 0));

    assertThatThrownBy(() -> coding.encode(new ForgetfulKey("CANARY", 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(ForgetfulKey.class.getName(), "come back equal")
        .hasMessageNotContaining("CANARY");
  }

  record Leaking(int id) {
    public String getZone() {
      return "z";
    }

    public String getArea() {
      return "a";
    }
  }

  record LeakingWithin(@Nullable Leaking part) {}

  @ParameterizedTest
  @ValueSource(classes = {Leaking.class, LeakingWithin.class})
  void recordsWithGetters_areRefusedBeforeTheFirstEntry(Class<?> type) {
    for (Format format : Format.values()) {
      assertThatThrownBy(() -> format.open().forKeysOf(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(Leaking.class.getTypeName(), "JsonIgnore");
    }
  }

  private static Coding coding(Format format, Object key) {
    Class<?> type = key instanceof Enum<?> constant ? constant.getDeclaringClass() : key.getClass();
    return Coding.of(format.open().forKeysOf(type));
  }
}
