package io.sealcache.internal.jackson;

import java.io.IOException;
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

  private final String codec;
  private final BoundType<?> bound;
  private final Set<Class<?>> seen = new HashSet<>();

  private KeyTypes(String codec, BoundType<?> bound) {
    this.codec = codec;
    this.bound = bound;
  }

  /**
   * @throws IllegalArgumentException naming the codec and the type that is none of these
   */
  static void require(String codec, BoundType<?> bound) {
    new KeyTypes(codec, bound).require(bound.rawClass());
  }

  private void require(Class<?> type) {
    if (type.isPrimitive() || type.isEnum() || SCALARS.contains(type) || !seen.add(type)) {
      return;
    }
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          "Codec '%s' takes no keys that are or have a %s: equal ones need equal bytes. It takes %s"
              .formatted(codec, type.getTypeName(), ALLOWED));
    }
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      require(component.getType());
    }
    if (properties(type) > components.length) {
      throw new IllegalArgumentException(
          ("Codec '%s' takes no keys that are or have a %s: it would write more than the"
                  + " components, in an order that differs between JVMs; mark the getters with"
                  + " JsonIgnore")
              .formatted(codec, type.getTypeName()));
    }
  }

  private int properties(Class<?> type) {
    try {
      return bound.properties(type);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Codec '%s' can't write a %s".formatted(codec, type.getTypeName()), e);
    }
  }
}
