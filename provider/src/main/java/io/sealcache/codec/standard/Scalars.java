package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
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
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The ext types for objects that hold no others: docs/format.md has the same table. Frozen. */
@SuppressWarnings("JavaUtilDate") // applications have Dates
final class Scalars {
  private static final Map<Class<?>, Form<?>> BY_CLASS = new HashMap<>();
  private static final @Nullable Form<?>[] BY_TYPE = new Form<?>[1 << Byte.SIZE];

  static {
    add(-1, Instant.class, 12, Times::write, Times::instant); // timestamp 96
    add(0x01, Character.class, 2, (c, out) -> out.writeShort(c), in -> (char) in.uint16());
    add(0x03, BigInteger.class, Scalars::length, Scalars::write, Scalars::integer);
    add(0x04, BigDecimal.class, Scalars::length, Scalars::write, Scalars::decimal);
    add(0x05, UUID.class, 16, Scalars::write, in -> new UUID(in.int64(), in.int64()));
    add(0x06, Date.class, 8, (d, out) -> out.writeLong(d.getTime()), in -> new Date(in.int64()));
    add(
        0x07,
        OptionalInt.class,
        number -> number.isPresent() ? 4 : 0,
        (number, out) -> number.ifPresent(out::writeInt),
        in -> in.atEnd() ? OptionalInt.empty() : OptionalInt.of(in.int32()));
    add(
        0x08,
        OptionalLong.class,
        number -> number.isPresent() ? 8 : 0,
        (number, out) -> number.ifPresent(out::writeLong),
        in -> in.atEnd() ? OptionalLong.empty() : OptionalLong.of(in.int64()));
    add(
        0x09,
        OptionalDouble.class,
        number -> number.isPresent() ? 8 : 0,
        (number, out) -> number.ifPresent(real -> out.writeLong(Double.doubleToLongBits(real))),
        in -> in.atEnd() ? OptionalDouble.empty() : OptionalDouble.of(real(in)));
    add(0x10, LocalDate.class, 6, Times::write, Times::date);
    add(0x11, LocalTime.class, 8, Times::write, Times::time);
    add(0x12, LocalDateTime.class, 14, Times::write, Times::dateTime);
    add(
        0x13,
        OffsetTime.class,
        12,
        Times::write,
        in -> OffsetTime.of(Times.time(in), Times.offset(in)));
    add(0x14, OffsetDateTime.class, 18, Times::write, Times::offsetDateTime);
    add(0x15, ZonedDateTime.class, Times::length, Times::write, Times::zonedDateTime);
    add(0x16, Duration.class, 12, Times::write, in -> Duration.ofSeconds(in.int64(), in.int32()));
    add(0x17, Period.class, 12, Times::write, Times::period);
    add(0x18, Year.class, 4, (y, out) -> out.writeInt(y.getValue()), in -> Year.of(in.int32()));
    add(0x19, YearMonth.class, 5, Times::write, in -> YearMonth.of(in.int32(), in.int8()));
    add(0x1a, MonthDay.class, 2, Times::write, in -> MonthDay.of(in.int8(), in.int8()));
    add(0x1b, ZoneOffset.class, 4, Times::write, Times::offset);
    // Not public: the class of each zone that is no offset.
    Class<? extends ZoneId> zone = ZoneId.of("UTC").getClass();
    Scalars.<ZoneId>add(0x1c, zone, Times::length, Times::write, Times::zone);
    array(0x20, boolean[].class, 1, ByteBuffer::duplicate, Scalars::put, Scalars::get);
    array(0x21, short[].class, 2, ByteBuffer::asShortBuffer, ShortBuffer::put, ShortBuffer::get);
    array(0x22, char[].class, 2, ByteBuffer::asCharBuffer, CharBuffer::put, CharBuffer::get);
    array(0x23, int[].class, 4, ByteBuffer::asIntBuffer, IntBuffer::put, IntBuffer::get);
    array(0x24, long[].class, 8, ByteBuffer::asLongBuffer, LongBuffer::put, LongBuffer::get);
    array(0x25, float[].class, 4, ByteBuffer::asFloatBuffer, Scalars::put, FloatBuffer::get);
    array(0x26, double[].class, 8, ByteBuffer::asDoubleBuffer, Scalars::put, DoubleBuffer::get);
  }

  /**
   * An ext type.
   *
   * @param length of an object's content, in bytes
   * @param writing appends the content
   * @param reading reads all that is left in the reader, which ends where the content ends
   */
  private record Form<T>(
      int type, ToIntFunction<T> length, BiConsumer<T, EncodingBuffer> writing, Reading reading) {
    @SuppressWarnings("unchecked") // an object of the form's class
    void write(Object object, EncodingBuffer out) {
      T scalar = (T) object;
      MessagePackWriter.writeExtensionHeader(out, type, length.applyAsInt(scalar));
      writing.accept(scalar, out);
    }
  }

  private interface Reading {
    Object read(MessagePackReader in) throws IOException;
  }

  private Scalars() {}

  private static <T> void add(
      int type,
      Class<? extends T> of,
      ToIntFunction<T> length,
      BiConsumer<T, EncodingBuffer> writing,
      Reading reading) {
    Form<T> form = new Form<>(type, length, writing, reading);
    BY_CLASS.put(of, form);
    BY_TYPE[type & 0xff] = form;
  }

  private static <T> void add(
      int type, Class<T> of, int length, BiConsumer<T, EncodingBuffer> writing, Reading reading) {
    add(type, of, scalar -> length, writing, reading);
  }

  /**
   * Of primitives: {@code byte[]} is MessagePack's bin.
   *
   * @param view of bytes as elements
   */
  private static <A, B> void array(
      int type,
      Class<A> of,
      int width,
      Function<ByteBuffer, B> view,
      BiConsumer<B, A> put,
      BiConsumer<B, A> get) {
    add(
        type,
        of,
        array -> Math.multiplyExact(width, Array.getLength(array)),
        (array, out) -> put.accept(view.apply(out.reserve(width * Array.getLength(array))), array),
        in -> {
          if (in.remaining() % width != 0) {
            throw new StreamCorruptedException("An array ends inside an element");
          }
          A array = of.cast(Array.newInstance(of.getComponentType(), in.remaining() / width));
          get.accept(view.apply(in.slice(in.remaining())), array);
          return array;
        });
  }

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
    Form<?> form = BY_CLASS.get(object.getClass());
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
    Form<?> form = BY_TYPE[type & 0xff];
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

  private static int length(BigDecimal decimal) {
    return 4 + length(decimal.unscaledValue());
  }

  private static void write(BigDecimal decimal, EncodingBuffer out) {
    write(decimal.unscaledValue(), out.writeInt(decimal.scale()));
  }

  private static BigDecimal decimal(MessagePackReader in) throws IOException {
    int scale = in.int32();
    return new BigDecimal(integer(in), scale);
  }

  private static void write(UUID id, EncodingBuffer out) {
    out.writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
  }

  private static double real(MessagePackReader in) throws IOException {
    return Double.longBitsToDouble(in.int64());
  }

  private static void put(ByteBuffer out, boolean[] array) {
    for (boolean element : array) {
      out.put((byte) (element ? 1 : 0));
    }
  }

  private static void get(ByteBuffer in, boolean[] array) {
    for (int i = 0; i < array.length; i++) {
      int element = in.get();
      if (element < 0 || element > 1) {
        throw new IllegalArgumentException("A boolean in an array is neither 0 nor 1");
      }
      array[i] = element == 1;
    }
  }

  /** All NaNs as one, as {@code Arrays.equals} compares. */
  private static void put(FloatBuffer out, float[] array) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Float.isNaN(array[i])) {
        out.put(i, Float.NaN);
      }
    }
  }

  private static void put(DoubleBuffer out, double[] array) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Double.isNaN(array[i])) {
        out.put(i, Double.NaN);
      }
    }
  }
}
