package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dates and times in values: maps that each reader of MessagePack reads, in ISO 8601. */
final class Temporals {
  private static final String DATE_TIME = "__datetime__";
  private static final String DATE = "__date__";
  private static final String TIME = "__time__";
  private static final String TEXT = "value";
  private static final String YEARS = "Dates are of the years 1 to 9999, as in Python";

  // As Python's isoformat writes them.
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Temporals() {}

  /** The map for a date or time, null for anything else. */
  static @Nullable Map<String, Object> sentinelOf(Object object) {
    if (object instanceof Instant instant) {
      requireYearOfPython(instant);
      return sentinelOf(instant.atOffset(ZoneOffset.UTC));
    }
    if (object instanceof OffsetDateTime time) {
      return sentinel(DATE_TIME, text(time.toLocalDateTime()) + text(time.getOffset()));
    }
    if (object instanceof LocalDateTime time) {
      return sentinel(DATE_TIME, text(time));
    }
    if (object instanceof LocalDate date) {
      return sentinel(DATE, text(date));
    }
    if (object instanceof LocalTime time) {
      return sentinel(TIME, text(time));
    }
    if (object instanceof OffsetTime time) {
      return sentinel(TIME, text(time.toLocalTime()) + text(time.getOffset()));
    }
    return null;
  }

  /** Whether the map is read as itself, or as the date or time that it is written for. */
  static boolean isReadable(Map<?, ?> map) {
    try {
      Object read = revive(map);
      return read == map || map.equals(sentinelOf(read));
    } catch (Malformed e) {
      return false;
    }
  }

  /** The date or time that the map stands for, or the map itself if that is none. */
  static Object revive(Map<?, ?> map) {
    if (!(map.get(TEXT) instanceof String text)) {
      return map;
    }
    try {
      if (Boolean.TRUE.equals(map.get(DATE_TIME))) {
        if (text.endsWith("]")) {
          throw new DateTimeException("a region, which is Java's own");
        }
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, OffsetDateTime::from, LocalDateTime::from);
      }
      if (Boolean.TRUE.equals(map.get(DATE))) {
        return LocalDate.parse(text);
      }
      if (Boolean.TRUE.equals(map.get(TIME))) {
        return DateTimeFormatter.ISO_TIME.parseBest(text, OffsetTime::from, LocalTime::from);
      }
      return map;
    } catch (DateTimeException e) {
      // Its message has the text.
      throw new Malformed("A stored date or time is not in ISO 8601");
    }
  }

  /** Python's dates are those of the years 1 to 9999. */
  static void requireYearOfPython(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new Unsupported(YEARS);
    }
  }

  private static Map<String, Object> sentinel(String flag, String text) {
    return Map.of(flag, true, TEXT, text);
  }

  private static String text(LocalDateTime time) {
    return text(time.toLocalDate()) + 'T' + text(time.toLocalTime());
  }

  private static String text(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new Unsupported(YEARS);
    }
    return date.toString();
  }

  private static String text(LocalTime time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new Unsupported("Times have no nanoseconds; truncate to ChronoUnit.MICROS");
    }
    boolean isWhole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    return time.format(isWhole ? SECONDS : MICROS);
  }

  private static String text(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }
}
