package io.sealcache.codec;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.UUID;
import java.util.stream.Stream;

/** Objects that hold no others. */
@SuppressWarnings("JavaUtilDate") // Date is among what must be kept
final class ScalarSamples {
  private ScalarSamples() {}

  static Stream<Object> basic() {
    return Stream.of(
        true,
        false,
        (byte) 1,
        Byte.MIN_VALUE,
        (short) 1,
        Short.MAX_VALUE,
        1,
        Integer.MIN_VALUE,
        1L,
        Long.MAX_VALUE,
        1.5f,
        Float.NaN,
        -0.0,
        Double.NEGATIVE_INFINITY,
        'x',
        '\uD800',
        "",
        "id-4711",
        "Grüße, 世界 \uD83D\uDE00",
        "\uFFFD",
        "a".repeat(31),
        "a".repeat(32),
        "a".repeat(255),
        "ü".repeat(128),
        "a".repeat(256),
        "a".repeat(65_535),
        "ü".repeat(40_000),
        "lone \uD800 surrogate",
        "\uDE00\uD83D",
        BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(200).negate(),
        BigInteger.valueOf(128),
        new BigDecimal("1.50"),
        new BigDecimal("-7E+30"),
        new UUID(1, 2),
        new Date(1_700_000_000_000L));
  }

  static Stream<Object> temporals() {
    LocalDateTime time = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    return Stream.of(
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        time.toLocalDate(),
        LocalDate.MIN,
        time.toLocalTime(),
        LocalTime.MIDNIGHT,
        time,
        OffsetTime.of(time.toLocalTime(), ZoneOffset.ofHours(-3)),
        OffsetDateTime.of(time, ZoneOffset.ofHoursMinutes(5, 45)),
        ZonedDateTime.of(time, berlin),
        ZonedDateTime.of(time, ZoneOffset.UTC),
        ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), berlin).withLaterOffsetAtOverlap(),
        ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), berlin)
            .withEarlierOffsetAtOverlap(),
        Duration.ofSeconds(-1, 5),
        Period.of(1, -2, 3),
        Year.of(-44),
        YearMonth.of(2024, 12),
        MonthDay.of(2, 29),
        ZoneOffset.UTC,
        ZoneOffset.ofTotalSeconds(-3661),
        berlin,
        ZoneId.of("UTC"),
        ZoneId.of("GMT+2"));
  }
}
