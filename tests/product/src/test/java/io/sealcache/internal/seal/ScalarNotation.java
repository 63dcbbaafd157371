package io.sealcache.internal.seal;

import static io.sealcache.internal.seal.Notation.hex;
import static io.sealcache.internal.seal.Notation.named;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
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
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects that hold no others, in the notation of {@code notation.txt}. */
@SuppressWarnings("JavaUtilDate") // Date is among what is stored
final class ScalarNotation {
  private ScalarNotation() {}

  /** The object as JSON; null if it is none of these. */
  static @Nullable JsonElement of(Object object) {
    if (object instanceof byte[] bytes) {
      return named("bytes", hex(bytes));
    } else if (object.getClass().isArray()) {
      return named(object.getClass().getSimpleName(), elements(object));
    }
    Object content = content(object);
    if (content == null) {
      return null;
    }
    boolean zoneRegion = object instanceof ZoneId && !(object instanceof ZoneOffset);
    return named(zoneRegion ? "ZoneRegion" : object.getClass().getSimpleName(), json(content));
  }

  private static JsonArray elements(Object array) {
    JsonArray elements = new JsonArray();
    for (int i = 0; i < Array.getLength(array); i++) {
      Object element = Array.get(array, i);
      elements.add(
          element instanceof Boolean bool ? new JsonPrimitive(bool) : json(number(element)));
    }
    return elements;
  }

  private static Object number(Object element) {
    if (element instanceof Float real) {
      return "%08x".formatted(Float.floatToIntBits(real));
    } else if (element instanceof Double real) {
      return "%016x".formatted(Double.doubleToLongBits(real));
    } else if (element instanceof Long integer) {
      return integer.toString();
    } else if (element instanceof Character character) {
      return (int) character;
    }
    return ((Number) element).intValue();
  }

  /** An Integer, a String or a list of them; null if there is no such form. */
  private static @Nullable Object content(Object object) {
    if (object instanceof Byte
        || object instanceof Short
        || object instanceof Integer
        || object instanceof Long
        || object instanceof Float
        || object instanceof Double
        || object instanceof Character) {
      return number(object);
    } else if (object instanceof BigInteger integer) {
      return integer.toString();
    } else if (object instanceof BigDecimal decimal) {
      return new Object[] {decimal.unscaledValue().toString(), decimal.scale()};
    } else if (object instanceof UUID uuid) {
      return uuid.toString().replace("-", "");
    } else if (object.getClass() == Date.class) {
      return Long.toString(((Date) object).getTime());
    }
    return ofTime(object);
  }

  private static @Nullable Object ofTime(Object object) {
    if (object instanceof Instant instant) {
      return new Object[] {Long.toString(instant.getEpochSecond()), instant.getNano()};
    } else if (object instanceof Duration duration) {
      return new Object[] {Long.toString(duration.getSeconds()), duration.getNano()};
    } else if (object instanceof LocalDate date) {
      return parts(date);
    } else if (object instanceof LocalTime time) {
      return Long.toString(time.toNanoOfDay());
    } else if (object instanceof LocalDateTime time) {
      return parts(time);
    } else if (object instanceof OffsetTime time) {
      return parts(time.toLocalTime(), time.getOffset());
    } else if (object instanceof OffsetDateTime time) {
      return parts(time.toLocalDateTime(), time.getOffset());
    } else if (object instanceof ZonedDateTime time) {
      return parts(time.toLocalDateTime(), time.getOffset(), time.getZone().getId());
    } else if (object instanceof Period period) {
      return new Object[] {period.getYears(), period.getMonths(), period.getDays()};
    } else if (object instanceof Year year) {
      return year.getValue();
    } else if (object instanceof YearMonth month) {
      return new Object[] {month.getYear(), month.getMonthValue()};
    } else if (object instanceof MonthDay day) {
      return new Object[] {day.getMonthValue(), day.getDayOfMonth()};
    } else if (object instanceof ZoneOffset offset) {
      return offset.getTotalSeconds();
    }
    return object instanceof ZoneId zone ? zone.getId() : null;
  }

  /** The parts of times, one after another. */
  private static Object[] parts(Object... times) {
    return Arrays.stream(times).flatMap(ScalarNotation::part).toArray();
  }

  private static Stream<Object> part(Object time) {
    if (time instanceof LocalDateTime both) {
      return Stream.of(parts(both.toLocalDate(), both.toLocalTime()));
    } else if (time instanceof LocalDate date) {
      return Stream.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    } else if (time instanceof LocalTime ofDay) {
      return Stream.of(Long.toString(ofDay.toNanoOfDay()));
    }
    return Stream.of(time instanceof ZoneOffset offset ? offset.getTotalSeconds() : time);
  }

  private static JsonElement json(@Nullable Object content) {
    if (content instanceof Object[] parts) {
      JsonArray list = new JsonArray();
      for (Object part : parts) {
        list.add(json(part));
      }
      return list;
    }
    return content instanceof Integer number
        ? new JsonPrimitive(number)
        : new JsonPrimitive((String) content);
  }
}
