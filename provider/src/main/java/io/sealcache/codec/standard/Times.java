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
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The contents of {@code java.time}'s ext types, which are made of each other. */
final class Times {
  private Times() {}

  static void write(Instant instant, EncodingBuffer out) {
    out.writeInt(instant.getNano()).writeLong(instant.getEpochSecond());
  }

  static Instant instant(MessagePackReader in) throws IOException {
    int nanos = in.int32();
    return Instant.ofEpochSecond(in.int64(), nanos);
  }

  static EncodingBuffer write(LocalDate date, EncodingBuffer out) {
    return out.writeInt(date.getYear())
        .writeByte(date.getMonthValue())
        .writeByte(date.getDayOfMonth());
  }

  static LocalDate date(MessagePackReader in) throws IOException {
    return LocalDate.of(in.int32(), in.int8(), in.int8());
  }

  static EncodingBuffer write(LocalTime time, EncodingBuffer out) {
    return out.writeLong(time.toNanoOfDay());
  }

  static LocalTime time(MessagePackReader in) throws IOException {
    return LocalTime.ofNanoOfDay(in.int64());
  }

  static EncodingBuffer write(LocalDateTime time, EncodingBuffer out) {
    return write(time.toLocalTime(), write(time.toLocalDate(), out));
  }

  static LocalDateTime dateTime(MessagePackReader in) throws IOException {
    return LocalDateTime.of(date(in), time(in));
  }

  static EncodingBuffer write(ZoneOffset offset, EncodingBuffer out) {
    return out.writeInt(offset.getTotalSeconds());
  }

  static ZoneOffset offset(MessagePackReader in) throws IOException {
    return ZoneOffset.ofTotalSeconds(in.int32());
  }

  static void write(OffsetTime time, EncodingBuffer out) {
    write(time.getOffset(), write(time.toLocalTime(), out));
  }

  static EncodingBuffer write(OffsetDateTime time, EncodingBuffer out) {
    return write(time.getOffset(), write(time.toLocalDateTime(), out));
  }

  static OffsetDateTime offsetDateTime(MessagePackReader in) throws IOException {
    return OffsetDateTime.of(dateTime(in), offset(in));
  }

  /** In characters as in bytes: the JDK allows ASCII only. */
  static int length(ZoneId zone) {
    return zone.getId().length();
  }

  static void write(ZoneId zone, EncodingBuffer out) {
    out.write(zone.getId().getBytes(US_ASCII));
  }

  static ZoneId zone(MessagePackReader in) throws IOException {
    return ZoneId.of(in.utf8(in.remaining()));
  }

  static int length(ZonedDateTime time) {
    return 18 + length(time.getZone());
  }

  static void write(ZonedDateTime time, EncodingBuffer out) {
    write(time.getZone(), write(time.toOffsetDateTime(), out));
  }

  static ZonedDateTime zonedDateTime(MessagePackReader in) throws IOException {
    OffsetDateTime written = offsetDateTime(in);
    ZonedDateTime time = written.atZoneSameInstant(zone(in));
    if (!time.toOffsetDateTime().equals(written)) {
      throw new StreamCorruptedException(
          "A ZonedDateTime has an offset that its zone doesn't know; time zone data differ");
    }
    return time;
  }

  static void write(Duration duration, EncodingBuffer out) {
    out.writeLong(duration.getSeconds()).writeInt(duration.getNano());
  }

  static void write(Period period, EncodingBuffer out) {
    out.writeInt(period.getYears()).writeInt(period.getMonths()).writeInt(period.getDays());
  }

  static Period period(MessagePackReader in) throws IOException {
    return Period.of(in.int32(), in.int32(), in.int32());
  }

  static void write(YearMonth month, EncodingBuffer out) {
    out.writeInt(month.getYear()).writeByte(month.getMonthValue());
  }

  static void write(MonthDay day, EncodingBuffer out) {
    out.writeByte(day.getMonthValue()).writeByte(day.getDayOfMonth());
  }
}
