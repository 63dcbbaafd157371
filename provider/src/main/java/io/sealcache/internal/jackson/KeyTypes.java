package io.sealcache.internal.jackson;

import java.lang.reflect.RecordComponent;
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
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Of which types equal keys have equal bytes: scalars, and records of those and of such records.
 */
final class KeyTypes {
  private static final String ALLOWED =
      "String, Boolean, Character, numbers of java.lang, BigInteger, BigDecimal, UUID, enums,"
          + " java.time without zones, and records of these";

  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetTime.class,
          OffsetDateTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          Duration.class,
          Period.class);

  private KeyTypes() {}

  /**
   * @throws IllegalArgumentException naming the codec and the type that is none of these
   */
  static void require(String codec, Class<?> type) {
    require(codec, type, new HashSet<>());
  }

  private static void require(String codec, Class<?> type, Set<Class<?>> seen) {
    if (type.isPrimitive() || type.isEnum() || SCALARS.contains(type) || !seen.add(type)) {
      return;
    }
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          "Codec '%s' takes no keys that are or have a %s: equal ones need equal bytes. It takes %s"
              .formatted(codec, type.getTypeName(), ALLOWED));
    }
    for (RecordComponent component : type.getRecordComponents()) {
      require(codec, component.getType(), seen);
    }
  }
}
