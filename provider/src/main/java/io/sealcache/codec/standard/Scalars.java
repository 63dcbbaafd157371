package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.ScalarForm.form;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
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
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ext types for objects that hold no others: docs/format.md has the same table. Frozen. */
@SuppressWarnings("JavaUtilDate") // applications have Dates
final class Scalars {
  private static final List<ScalarForm<?>> FORMS =
      List.of(
          form(-1, Instant.class, 12, Scalars::write, Scalars::instant), // timestamp 96
          form(0x01, Character.class, 2, (c, out) -> out.writeShort(c), in -> (char) in.uint16()),
          new ScalarForm<>(
              0x03, BigInteger.class, Scalars::length, Scalars::write, Scalars::integer),
          new ScalarForm<>(
              0x04,
              BigDecimal.class,
              decimal -> 4 + length(decimal.unscaledValue()),
              (decimal, out) -> write(decimal.unscaledValue(), out.writeInt(decimal.scale())),
              Scalars::decimal),
          form(
              0x05,
              UUID.class,
              16,
              (id, out) ->
                  out.writeLong(id.getMostSignificantBits())
                      .writeLong(id.getLeastSignificantBits()),
              in -> new UUID(in.int64(), in.int64())),
          form(
              0x06,
              Date.class,
              8,
              (d, out) -> out.writeLong(d.getTime()),
              in -> new Date(in.int64())),
          new ScalarForm<>(
              0x07,
              OptionalInt.class,
              number -> number.isPresent() ? 4 : 0,
              (number, out) -> number.ifPresent(out::writeInt),
              in -> in.atEnd() ? OptionalInt.empty() : OptionalInt.of(in.int32())),
          new ScalarForm<>(
              0x08,
              OptionalLong.class,
              number -> number.isPresent() ? 8 : 0,
              (number, out) -> number.ifPresent(out::writeLong),
              in -> in.atEnd() ? OptionalLong.empty() : OptionalLong.of(in.int64())),
          new ScalarForm<>(
              0x09,
              OptionalDouble.class,
              number -> number.isPresent() ? 8 : 0,
              (number, out) ->
                  number.ifPresent(real -> out.writeLong(Double.doubleToLongBits(real))),
              in -> in.atEnd() ? OptionalDouble.empty() : OptionalDouble.of(real(in))),
          form(0x10, LocalDate.class, 6, Scalars::write, Scalars::date),
          form(0x11, LocalTime.class, 8, Scalars::write, Scalars::time),
          form(0x12, LocalDateTime.class, 14, Scalars::write, Scalars::dateTime),
          form(
              0x13,
              OffsetTime.class,
              12,
              (time, out) -> write(time.getOffset(), write(time.toLocalTime(), out)),
              in -> OffsetTime.of(time(in), offset(in))),
          form(0x14, OffsetDateTime.class, 18, Scalars::write, Scalars::offsetDateTime),
          new ScalarForm<>(
              0x15,
              ZonedDateTime.class,
              time -> 18 + length(time.getZone()),
              (time, out) -> write(time.getZone(), write(time.toOffsetDateTime(), out)),
              Scalars::zonedDateTime),
          form(
              0x16,
              Duration.class,
              12,
              (duration, out) -> out.writeLong(duration.getSeconds()).writeInt(duration.getNano()),
              in -> Duration.ofSeconds(in.int64(), in.int32())),
          form(
              0x17,
              Period.class,
              12,
              (p, out) -> out.writeInt(p.getYears()).writeInt(p.getMonths()).writeInt(p.getDays()),
              in -> Period.of(in.int32(), in.int32(), in.int32())),
          form(
              0x18,
              Year.class,
              4,
              (y, out) -> out.writeInt(y.getValue()),
              in -> Year.of(in.int32())),
          form(
              0x19,
              YearMonth.class,
              5,
              (month, out) -> out.writeInt(month.getYear()).writeByte(month.getMonthValue()),
              in -> YearMonth.of(in.int32(), in.int8())),
          form(
              0x1a,
              MonthDay.class,
              2,
              (day, out) -> out.writeByte(day.getMonthValue()).writeByte(day.getDayOfMonth()),
              in -> MonthDay.of(in.int8(), in.int8())),
          form(0x1b, ZoneOffset.class, 4, Scalars::write, Scalars::offset),
          // Not public: the class of each zone that is no offset.
          new ScalarForm<ZoneId>(
              0x1c, ZoneId.of("UTC").getClass(), Scalars::length, Scalars::write, Scalars::zone));

  private static final Map<Class<?>, ScalarForm<?>> BY_CLASS =
      Stream.concat(FORMS.stream(), PrimitiveArrays.FORMS.stream())
          .collect(Collectors.toUnmodifiableMap(ScalarForm::of, Function.identity()));

  private static final Map<Integer, ScalarForm<?>> BY_TYPE =
      BY_CLASS.values().stream()
          .collect(Collectors.toUnmodifiableMap(ScalarForm::type, Function.identity()));

  private Scalars() {}

  /** Whether a variable of that type takes objects of one class only, which hold no others. */
  static boolean haveNoParts(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType().isPrimitive()
        || type == String.class
        || type == byte[].class
        || (Modifier.isFinal(type.getModifiers()) && BY_CLASS.containsKey(type));
  }

  /**
   * Writes the object if there is an ext type for its class.
   *
   * @return false if there is none, and nothing was written
   */
  static boolean write(Object object, EncodingBuffer out) {
    ScalarForm<?> form = BY_CLASS.get(object.getClass());
    if (form != null) {
      form.write(object, out);
    }
    return form != null;
  }

  /**
   * Reads all that is left in the reader, which ends where the content ends.
   *
   * @return null if no scalar is of that type, and nothing was read
   */
  static @Nullable Object read(int type, MessagePackReader in) throws IOException {
    ScalarForm<?> form = BY_TYPE.get(type);
    return form == null ? null : form.reading().read(in);
  }

  /** Of two's complement with its sign. */
  private static int length(BigInteger integer) {
    return integer.bitLength() / Byte.SIZE + 1;
  }

  private static void write(BigInteger integer, EncodingBuffer out) {
    out.write(integer.toByteArray());
  }

  private static BigInteger integer(MessagePackReader in) throws IOException {
    return new BigInteger(in.bytes(in.remaining()));
  }

  private static BigDecimal decimal(MessagePackReader in) throws IOException {
    int scale = in.int32();
    return new BigDecimal(integer(in), scale);
  }

  private static double real(MessagePackReader in) throws IOException {
    return Double.longBitsToDouble(in.int64());
  }

  private static void write(Instant instant, EncodingBuffer out) {
    out.writeInt(instant.getNano()).writeLong(instant.getEpochSecond());
  }

  private static Instant instant(MessagePackReader in) throws IOException {
    int nanos = in.int32();
    return Instant.ofEpochSecond(in.int64(), nanos);
  }

  private static EncodingBuffer write(LocalDate date, EncodingBuffer out) {
    return out.writeInt(date.getYear())
        .writeByte(date.getMonthValue())
        .writeByte(date.getDayOfMonth());
  }

  private static LocalDate date(MessagePackReader in) throws IOException {
    return LocalDate.of(in.int32(), in.int8(), in.int8());
  }

  private static EncodingBuffer write(LocalTime time, EncodingBuffer out) {
    return out.writeLong(time.toNanoOfDay());
  }

  private static LocalTime time(MessagePackReader in) throws IOException {
    return LocalTime.ofNanoOfDay(in.int64());
  }

  private static EncodingBuffer write(LocalDateTime time, EncodingBuffer out) {
    return write(time.toLocalTime(), write(time.toLocalDate(), out));
  }

  private static LocalDateTime dateTime(MessagePackReader in) throws IOException {
    return LocalDateTime.of(date(in), time(in));
  }

  private static EncodingBuffer write(ZoneOffset offset, EncodingBuffer out) {
    return out.writeInt(offset.getTotalSeconds());
  }

  private static ZoneOffset offset(MessagePackReader in) throws IOException {
    return ZoneOffset.ofTotalSeconds(in.int32());
  }

  private static EncodingBuffer write(OffsetDateTime time, EncodingBuffer out) {
    return write(time.getOffset(), write(time.toLocalDateTime(), out));
  }

  private static OffsetDateTime offsetDateTime(MessagePackReader in) throws IOException {
    return OffsetDateTime.of(dateTime(in), offset(in));
  }

  /** In characters as in bytes: the JDK allows ASCII only. */
  private static int length(ZoneId zone) {
    return zone.getId().length();
  }

  private static void write(ZoneId zone, EncodingBuffer out) {
    out.write(zone.getId().getBytes(US_ASCII));
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
