package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.ExtensionTypes.*;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Map.entry;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
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
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ext types for objects that hold no others. An instant is MessagePack's timestamp 96. */
@SuppressWarnings("JavaUtilDate") // applications have Dates
final class Scalars {
  private static final int TIME_LENGTH = Long.BYTES;
  private static final int DATE_LENGTH = Integer.BYTES + 2 * Byte.BYTES;
  private static final int DATE_TIME_LENGTH = DATE_LENGTH + TIME_LENGTH;
  private static final int OFFSET_LENGTH = Integer.BYTES;

  private static final Map<Class<?>, Integer> TYPES =
      Map.ofEntries(
          entry(Character.class, CHARACTER),
          entry(BigInteger.class, BIG_INTEGER),
          entry(BigDecimal.class, BIG_DECIMAL),
          entry(UUID.class, ExtensionTypes.UUID),
          entry(Date.class, DATE),
          entry(OptionalInt.class, OPTIONAL_INT),
          entry(OptionalLong.class, OPTIONAL_LONG),
          entry(OptionalDouble.class, OPTIONAL_DOUBLE),
          entry(Instant.class, TIMESTAMP),
          entry(LocalDate.class, LOCAL_DATE),
          entry(LocalTime.class, LOCAL_TIME),
          entry(LocalDateTime.class, LOCAL_DATE_TIME),
          entry(OffsetTime.class, OFFSET_TIME),
          entry(OffsetDateTime.class, OFFSET_DATE_TIME),
          entry(ZonedDateTime.class, ZONED_DATE_TIME),
          entry(Duration.class, DURATION),
          entry(Period.class, PERIOD),
          entry(Year.class, YEAR),
          entry(YearMonth.class, YEAR_MONTH),
          entry(MonthDay.class, MONTH_DAY),
          entry(ZoneOffset.class, ZONE_OFFSET),
          // Not public: the class of each zone that is no offset.
          entry(ZoneId.of("UTC").getClass(), ZONE_REGION),
          entry(boolean[].class, BOOLEANS),
          entry(short[].class, SHORTS),
          entry(char[].class, CHARS),
          entry(int[].class, INTS),
          entry(long[].class, LONGS),
          entry(float[].class, FLOATS),
          entry(double[].class, DOUBLES));

  private Scalars() {}

  /** Whether a variable of that type takes objects of one class only, which hold no others. */
  static boolean haveNoParts(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType().isPrimitive()
        || type == String.class
        || type == byte[].class
        || (Modifier.isFinal(type.getModifiers()) && TYPES.containsKey(type));
  }

  /**
   * Writes the object if there is an ext type for its class.
   *
   * @return false if there is none, and nothing was written
   */
  static boolean write(Object object, EncodingBuffer out) {
    Integer type = TYPES.get(object.getClass());
    if (type == null) {
      return false;
    }
    switch (type) {
      case CHARACTER -> begin(out, type, Character.BYTES).writeShort((char) object);
      case BIG_INTEGER -> {
        byte[] bytes = ((BigInteger) object).toByteArray();
        begin(out, type, bytes.length).write(bytes);
      }
      case BIG_DECIMAL -> {
        BigDecimal decimal = (BigDecimal) object;
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        begin(out, type, Integer.BYTES + unscaled.length).writeInt(decimal.scale());
        out.write(unscaled);
      }
      case ExtensionTypes.UUID -> {
        UUID uuid = (UUID) object;
        begin(out, type, 2 * Long.BYTES).writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
      }
      case DATE -> begin(out, type, Long.BYTES).writeLong(((Date) object).getTime());
      case OPTIONAL_INT -> {
        OptionalInt number = (OptionalInt) object;
        begin(out, type, number.isPresent() ? Integer.BYTES : 0);
        number.ifPresent(out::writeInt);
      }
      case OPTIONAL_LONG -> {
        OptionalLong number = (OptionalLong) object;
        begin(out, type, number.isPresent() ? Long.BYTES : 0);
        number.ifPresent(out::writeLong);
      }
      case OPTIONAL_DOUBLE -> {
        OptionalDouble number = (OptionalDouble) object;
        begin(out, type, number.isPresent() ? Double.BYTES : 0);
        number.ifPresent(real -> out.writeLong(Double.doubleToLongBits(real)));
      }
      case DURATION -> {
        Duration duration = (Duration) object;
        begin(out, type, Long.BYTES + Integer.BYTES).writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
      }
      case PERIOD -> {
        Period period = (Period) object;
        begin(out, type, 3 * Integer.BYTES).writeInt(period.getYears());
        out.writeInt(period.getMonths());
        out.writeInt(period.getDays());
      }
      case ZONE_REGION -> {
        byte[] id = id((ZoneId) object);
        begin(out, type, id.length).write(id);
      }
      case BOOLEANS, SHORTS, CHARS, INTS, LONGS, FLOATS, DOUBLES ->
          PrimitiveArrays.write(type, object, out);
      default -> writeDateOrTime(type, object, out);
    }
    return true;
  }

  private static void writeDateOrTime(int type, Object object, EncodingBuffer out) {
    switch (type) {
      case TIMESTAMP -> {
        Instant instant = (Instant) object;
        begin(out, type, Integer.BYTES + Long.BYTES).writeInt(instant.getNano());
        out.writeLong(instant.getEpochSecond());
      }
      case LOCAL_DATE -> write((LocalDate) object, begin(out, type, DATE_LENGTH));
      case LOCAL_TIME -> write((LocalTime) object, begin(out, type, TIME_LENGTH));
      case LOCAL_DATE_TIME -> write((LocalDateTime) object, begin(out, type, DATE_TIME_LENGTH));
      case OFFSET_TIME -> {
        OffsetTime time = (OffsetTime) object;
        write(time.toLocalTime(), begin(out, type, TIME_LENGTH + OFFSET_LENGTH));
        write(time.getOffset(), out);
      }
      case OFFSET_DATE_TIME -> {
        OffsetDateTime time = (OffsetDateTime) object;
        write(time.toLocalDateTime(), begin(out, type, DATE_TIME_LENGTH + OFFSET_LENGTH));
        write(time.getOffset(), out);
      }
      case ZONED_DATE_TIME -> {
        ZonedDateTime time = (ZonedDateTime) object;
        byte[] id = id(time.getZone());
        begin(out, type, DATE_TIME_LENGTH + OFFSET_LENGTH + id.length);
        write(time.toLocalDateTime(), out);
        write(time.getOffset(), out);
        out.write(id);
      }
      case YEAR -> begin(out, type, Integer.BYTES).writeInt(((Year) object).getValue());
      case YEAR_MONTH -> {
        YearMonth month = (YearMonth) object;
        begin(out, type, Integer.BYTES + Byte.BYTES).writeInt(month.getYear());
        out.writeByte(month.getMonthValue());
      }
      case MONTH_DAY -> {
        MonthDay day = (MonthDay) object;
        begin(out, type, 2 * Byte.BYTES).writeByte(day.getMonthValue());
        out.writeByte(day.getDayOfMonth());
      }
      case ZONE_OFFSET -> write((ZoneOffset) object, begin(out, type, OFFSET_LENGTH));
      default -> throw new IllegalStateException("No class has ext type " + type);
    }
  }

  private static EncodingBuffer begin(EncodingBuffer out, int type, int length) {
    MessagePackWriter.writeExtensionHeader(out, type, length);
    return out;
  }

  private static void write(LocalDate date, EncodingBuffer out) {
    out.writeInt(date.getYear());
    out.writeByte(date.getMonthValue());
    out.writeByte(date.getDayOfMonth());
  }

  private static void write(LocalTime time, EncodingBuffer out) {
    out.writeLong(time.toNanoOfDay());
  }

  private static void write(LocalDateTime time, EncodingBuffer out) {
    write(time.toLocalDate(), out);
    write(time.toLocalTime(), out);
  }

  private static void write(ZoneOffset offset, EncodingBuffer out) {
    out.writeInt(offset.getTotalSeconds());
  }

  /** The JDK allows ASCII only. */
  private static byte[] id(ZoneId zone) {
    return zone.getId().getBytes(US_ASCII);
  }

  /**
   * Reads all that is left in the reader, which ends where the content ends.
   *
   * @return null if no scalar is of that type, and nothing was read
   */
  static @Nullable Object read(int type, MessagePackReader in) throws IOException {
    return switch (type) {
      case CHARACTER -> (char) in.uint16();
      case BIG_INTEGER -> new BigInteger(in.bytes(in.remaining()));
      case BIG_DECIMAL -> {
        int scale = in.int32();
        yield new BigDecimal(new BigInteger(in.bytes(in.remaining())), scale);
      }
      case ExtensionTypes.UUID -> new UUID(in.int64(), in.int64());
      case DATE -> new Date(in.int64());
      case OPTIONAL_INT -> in.atEnd() ? OptionalInt.empty() : OptionalInt.of(in.int32());
      case OPTIONAL_LONG -> in.atEnd() ? OptionalLong.empty() : OptionalLong.of(in.int64());
      case OPTIONAL_DOUBLE ->
          in.atEnd()
              ? OptionalDouble.empty()
              : OptionalDouble.of(Double.longBitsToDouble(in.int64()));
      case TIMESTAMP -> {
        int nanos = in.int32();
        yield Instant.ofEpochSecond(in.int64(), nanos);
      }
      case LOCAL_DATE -> date(in);
      case LOCAL_TIME -> time(in);
      case LOCAL_DATE_TIME -> dateTime(in);
      case OFFSET_TIME -> OffsetTime.of(time(in), offset(in));
      case OFFSET_DATE_TIME -> OffsetDateTime.of(dateTime(in), offset(in));
      case ZONED_DATE_TIME -> zonedDateTime(in);
      case DURATION -> Duration.ofSeconds(in.int64(), in.int32());
      case PERIOD -> Period.of(in.int32(), in.int32(), in.int32());
      case YEAR -> Year.of(in.int32());
      case YEAR_MONTH -> YearMonth.of(in.int32(), in.int8());
      case MONTH_DAY -> MonthDay.of(in.int8(), in.int8());
      case ZONE_OFFSET -> offset(in);
      case ZONE_REGION -> zone(in);
      default -> PrimitiveArrays.read(type, in);
    };
  }

  private static LocalDate date(MessagePackReader in) throws IOException {
    return LocalDate.of(in.int32(), in.int8(), in.int8());
  }

  private static LocalTime time(MessagePackReader in) throws IOException {
    return LocalTime.ofNanoOfDay(in.int64());
  }

  private static LocalDateTime dateTime(MessagePackReader in) throws IOException {
    return LocalDateTime.of(date(in), time(in));
  }

  private static ZoneOffset offset(MessagePackReader in) throws IOException {
    return ZoneOffset.ofTotalSeconds(in.int32());
  }

  private static ZoneId zone(MessagePackReader in) throws IOException {
    return ZoneId.of(in.utf8(in.remaining()));
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
