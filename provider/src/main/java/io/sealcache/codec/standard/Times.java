package io.sealcache.codec.standard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.StreamCorruptedException;
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
import org.jspecify.annotations.Nullable;

/** The contents of {@code java.time}'s ext types, which are made of each other. */
final class Times {
  private Times() {}

  static void writeContent(Object object, EncodingBuffer out) {
    if (object instanceof Instant instant) {
      out.writeInt(instant.getNano()).writeLong(instant.getEpochSecond());
    } else if (object instanceof LocalDate date) {
      write(date, out);
    } else if (object instanceof LocalTime time) {
      write(time, out);
    } else if (object instanceof LocalDateTime time) {
      write(time.toLocalTime(), write(time.toLocalDate(), out));
    } else if (object instanceof OffsetTime time) {
      write(time.getOffset(), write(time.toLocalTime(), out));
    } else if (object instanceof OffsetDateTime time) {
      write(time.getOffset(), write(time.toLocalTime(), write(time.toLocalDate(), out)));
    } else if (object instanceof ZonedDateTime time) {
      write(time.getOffset(), write(time.toLocalTime(), write(time.toLocalDate(), out)));
      writeId(time.getZone(), out);
    } else if (object instanceof Duration duration) {
      out.writeLong(duration.getSeconds()).writeInt(duration.getNano());
    } else if (object instanceof Period period) {
      out.writeInt(period.getYears()).writeInt(period.getMonths()).writeInt(period.getDays());
    } else if (object instanceof Year year) {
      out.writeInt(year.getValue());
    } else if (object instanceof YearMonth month) {
      out.writeInt(month.getYear()).writeByte(month.getMonthValue());
    } else if (object instanceof MonthDay day) {
      out.writeByte(day.getMonthValue()).writeByte(day.getDayOfMonth());
    } else if (object instanceof ZoneOffset offset) {
      write(offset, out);
    } else {
      writeId((ZoneId) object, out);
    }
  }

  private static EncodingBuffer write(LocalDate date, EncodingBuffer out) {
    return out.writeInt(date.getYear())
        .writeByte(date.getMonthValue())
        .writeByte(date.getDayOfMonth());
  }

  private static EncodingBuffer write(LocalTime time, EncodingBuffer out) {
    return out.writeLong(time.toNanoOfDay());
  }

  private static void write(ZoneOffset offset, EncodingBuffer out) {
    out.writeInt(offset.getTotalSeconds());
  }

  /** In characters as in bytes: the JDK allows ASCII only. */
  static int length(ZoneId zone) {
    return zone.getId().length();
  }

  private static void writeId(ZoneId zone, EncodingBuffer out) {
    out.write(zone.getId().getBytes(US_ASCII));
  }

  /** Null if no time is of that type, and nothing was read. */
  static @Nullable Object read(int type, MessagePackReader in) throws IOException {
    return switch (type) {
      case -1 -> {
        int nanos = in.int32();
        yield Instant.ofEpochSecond(in.int64(), nanos);
      }
      case 0x10 -> date(in);
      case 0x11 -> time(in);
      case 0x12 -> LocalDateTime.of(date(in), time(in));
      case 0x13 -> OffsetTime.of(time(in), offset(in));
      case 0x14 -> offsetDateTime(in);
      case 0x15 -> zonedDateTime(in);
      case 0x16 -> Duration.ofSeconds(in.int64(), in.int32());
      case 0x17 -> Period.of(in.int32(), in.int32(), in.int32());
      case 0x18 -> Year.of(in.int32());
      case 0x19 -> YearMonth.of(in.int32(), in.int8());
      case 0x1a -> MonthDay.of(in.int8(), in.int8());
      case 0x1b -> offset(in);
      case 0x1c -> zone(in);
      default -> null;
    };
  }

  private static LocalDate date(MessagePackReader in) throws IOException {
    return LocalDate.of(in.int32(), in.int8(), in.int8());
  }

  private static LocalTime time(MessagePackReader in) throws IOException {
    return LocalTime.ofNanoOfDay(in.int64());
  }

  private static ZoneOffset offset(MessagePackReader in) throws IOException {
    return ZoneOffset.ofTotalSeconds(in.int32());
  }

  private static OffsetDateTime offsetDateTime(MessagePackReader in) throws IOException {
    return OffsetDateTime.of(date(in), time(in), offset(in));
  }

  private static ZoneId zone(MessagePackReader in) throws IOException {
    return ZoneId.of(in.utf8(in.remaining()));
  }

  private static ZonedDateTime zonedDateTime(MessagePackReader in) throws IOException {
    OffsetDateTime written = offsetDateTime(in);
    ZonedDateTime time = written.atZoneSameInstant(zone(in));
    if (!time.toOffsetDateTime().equals(written)) {
      throw new StreamCorruptedException(
          "A ZonedDateTime has an offset that its zone doesn't know; time zone data differ");
    }
    return time;
  }
}
