package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.ScalarExtension.fixed;
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
import java.util.List;

/** The ext types for the classes of {@code java.time}; an instant is MessagePack's timestamp 96. */
final class TemporalExtensions {
  private static final int DATE_LENGTH = Integer.BYTES + 2 * Byte.BYTES;
  private static final int TIME_LENGTH = Long.BYTES;
  private static final int DATE_TIME_LENGTH = DATE_LENGTH + TIME_LENGTH;
  private static final int OFFSET_LENGTH = Integer.BYTES;

  static final List<ScalarExtension<?>> ALL =
      List.of(
          fixed(
              ExtensionTypes.TIMESTAMP,
              Instant.class,
              Integer.BYTES + Long.BYTES,
              TemporalExtensions::write,
              TemporalExtensions::instant),
          fixed(
              ExtensionTypes.LOCAL_DATE,
              LocalDate.class,
              DATE_LENGTH,
              TemporalExtensions::write,
              TemporalExtensions::date),
          fixed(
              ExtensionTypes.LOCAL_TIME,
              LocalTime.class,
              TIME_LENGTH,
              TemporalExtensions::write,
              TemporalExtensions::time),
          fixed(
              ExtensionTypes.LOCAL_DATE_TIME,
              LocalDateTime.class,
              DATE_TIME_LENGTH,
              TemporalExtensions::write,
              TemporalExtensions::dateTime),
          fixed(
              ExtensionTypes.OFFSET_TIME,
              OffsetTime.class,
              TIME_LENGTH + OFFSET_LENGTH,
              (OffsetTime time, EncodingBuffer out) -> {
                write(time.toLocalTime(), out);
                write(time.getOffset(), out);
              },
              in -> OffsetTime.of(time(in), offset(in))),
          fixed(
              ExtensionTypes.OFFSET_DATE_TIME,
              OffsetDateTime.class,
              DATE_TIME_LENGTH + OFFSET_LENGTH,
              (OffsetDateTime time, EncodingBuffer out) -> {
                write(time.toLocalDateTime(), out);
                write(time.getOffset(), out);
              },
              in -> OffsetDateTime.of(dateTime(in), offset(in))),
          new ScalarExtension<>(
              ExtensionTypes.ZONED_DATE_TIME,
              ZonedDateTime.class,
              time -> DATE_TIME_LENGTH + OFFSET_LENGTH + time.getZone().getId().length(),
              TemporalExtensions::write,
              TemporalExtensions::zonedDateTime),
          fixed(
              ExtensionTypes.DURATION,
              Duration.class,
              Long.BYTES + Integer.BYTES,
              (Duration duration, EncodingBuffer out) -> {
                out.writeLong(duration.getSeconds());
                out.writeInt(duration.getNano());
              },
              in -> Duration.ofSeconds(in.int64(), in.int32())),
          fixed(
              ExtensionTypes.PERIOD,
              Period.class,
              3 * Integer.BYTES,
              (Period period, EncodingBuffer out) -> {
                out.writeInt(period.getYears());
                out.writeInt(period.getMonths());
                out.writeInt(period.getDays());
              },
              in -> Period.of(in.int32(), in.int32(), in.int32())),
          fixed(
              ExtensionTypes.YEAR,
              Year.class,
              Integer.BYTES,
              (Year year, EncodingBuffer out) -> out.writeInt(year.getValue()),
              in -> Year.of(in.int32())),
          fixed(
              ExtensionTypes.YEAR_MONTH,
              YearMonth.class,
              Integer.BYTES + Byte.BYTES,
              (YearMonth month, EncodingBuffer out) -> {
                out.writeInt(month.getYear());
                out.writeByte(month.getMonthValue());
              },
              in -> YearMonth.of(in.int32(), in.int8())),
          fixed(
              ExtensionTypes.MONTH_DAY,
              MonthDay.class,
              2 * Byte.BYTES,
              (MonthDay day, EncodingBuffer out) -> {
                out.writeByte(day.getMonthValue());
                out.writeByte(day.getDayOfMonth());
              },
              in -> MonthDay.of(in.int8(), in.int8())),
          fixed(
              ExtensionTypes.ZONE_OFFSET,
              ZoneOffset.class,
              OFFSET_LENGTH,
              TemporalExtensions::write,
              TemporalExtensions::offset),
          new ScalarExtension<ZoneId>(
              ExtensionTypes.ZONE_REGION,
              // Not public: the class of each zone that is no offset.
              ZoneId.of("UTC").getClass(),
              zone -> zone.getId().length(),
              TemporalExtensions::writeZone,
              TemporalExtensions::zone));

  private TemporalExtensions() {}

  private static void write(Instant instant, EncodingBuffer out) {
    out.writeInt(instant.getNano());
    out.writeLong(instant.getEpochSecond());
  }

  private static Instant instant(MessagePackReader in) throws IOException {
    int nanos = in.int32();
    return Instant.ofEpochSecond(in.int64(), nanos);
  }

  private static void write(LocalDate date, EncodingBuffer out) {
    out.writeInt(date.getYear());
    out.writeByte(date.getMonthValue());
    out.writeByte(date.getDayOfMonth());
  }

  private static LocalDate date(MessagePackReader in) throws IOException {
    return LocalDate.of(in.int32(), in.int8(), in.int8());
  }

  private static void write(LocalTime time, EncodingBuffer out) {
    out.writeLong(time.toNanoOfDay());
  }

  private static LocalTime time(MessagePackReader in) throws IOException {
    return LocalTime.ofNanoOfDay(in.int64());
  }

  private static void write(LocalDateTime time, EncodingBuffer out) {
    write(time.toLocalDate(), out);
    write(time.toLocalTime(), out);
  }

  private static LocalDateTime dateTime(MessagePackReader in) throws IOException {
    return LocalDateTime.of(date(in), time(in));
  }

  private static void write(ZoneOffset offset, EncodingBuffer out) {
    out.writeInt(offset.getTotalSeconds());
  }

  private static ZoneOffset offset(MessagePackReader in) throws IOException {
    return ZoneOffset.ofTotalSeconds(in.int32());
  }

  /** The JDK allows ASCII only in the id of a zone. */
  private static void writeZone(ZoneId zone, EncodingBuffer out) {
    out.write(zone.getId().getBytes(US_ASCII));
  }

  private static ZoneId zone(MessagePackReader in) throws IOException {
    return ZoneId.of(in.utf8(in.remaining()));
  }

  private static void write(ZonedDateTime time, EncodingBuffer out) {
    write(time.toLocalDateTime(), out);
    write(time.getOffset(), out);
    writeZone(time.getZone(), out);
  }

  private static ZonedDateTime zonedDateTime(MessagePackReader in) throws IOException {
    LocalDateTime local = dateTime(in);
    ZoneOffset offset = offset(in);
    ZonedDateTime time = ZonedDateTime.ofInstant(local, offset, zone(in));
    if (!time.getOffset().equals(offset)) {
      throw new StreamCorruptedException(
          "A ZonedDateTime has an offset that its zone doesn't know; time zone data differ");
    }
    return time;
  }
}
