package io.sealcache.codec.standard;

import static java.util.Map.entry;

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
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
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

/** The ext types for objects that hold no others: docs/format.md has the same table. Frozen. */
@SuppressWarnings("JavaUtilDate") // applications have Dates
final class Scalars {
  private static final Map<Class<?>, Integer> TYPES =
      Map.ofEntries(
          entry(Instant.class, -1), // timestamp 96
          entry(Character.class, 0x01),
          entry(BigInteger.class, 0x03),
          entry(BigDecimal.class, 0x04),
          entry(UUID.class, 0x05),
          entry(Date.class, 0x06),
          entry(OptionalInt.class, 0x07),
          entry(OptionalLong.class, 0x08),
          entry(OptionalDouble.class, 0x09),
          entry(LocalDate.class, 0x10),
          entry(LocalTime.class, 0x11),
          entry(LocalDateTime.class, 0x12),
          entry(OffsetTime.class, 0x13),
          entry(OffsetDateTime.class, 0x14),
          entry(ZonedDateTime.class, 0x15),
          entry(Duration.class, 0x16),
          entry(Period.class, 0x17),
          entry(Year.class, 0x18),
          entry(YearMonth.class, 0x19),
          entry(MonthDay.class, 0x1a),
          entry(ZoneOffset.class, 0x1b),
          entry(ZoneId.of("UTC").getClass(), 0x1c), // not public: that of all but offsets
          entry(boolean[].class, 0x20),
          entry(short[].class, 0x21),
          entry(char[].class, 0x22),
          entry(int[].class, 0x23),
          entry(long[].class, 0x24),
          entry(float[].class, 0x25),
          entry(double[].class, 0x26)); // byte[] is MessagePack's bin

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
    } else if (object instanceof BigInteger integer) {
      byte[] bytes = integer.toByteArray();
      MessagePackWriter.writeExtensionHeader(out, type, bytes.length);
      out.write(bytes);
    } else if (object instanceof BigDecimal decimal) {
      byte[] unscaled = decimal.unscaledValue().toByteArray();
      MessagePackWriter.writeExtensionHeader(out, type, 4 + unscaled.length);
      out.writeInt(decimal.scale()).write(unscaled);
    } else {
      MessagePackWriter.writeExtensionHeader(out, type, length(type, object));
      writeContent(object, out);
    }
    return true;
  }

  private static int length(int type, Object object) {
    return switch (type) {
      case 0x01, 0x1a -> 2;
      case 0x18, 0x1b -> 4;
      case 0x19 -> 5;
      case 0x10 -> 6;
      case 0x06, 0x11 -> 8;
      case -1, 0x13, 0x16, 0x17 -> 12;
      case 0x12 -> 14;
      case 0x05 -> 16;
      case 0x14 -> 18;
      case 0x07 -> ((OptionalInt) object).isPresent() ? 4 : 0;
      case 0x08 -> ((OptionalLong) object).isPresent() ? 8 : 0;
      case 0x09 -> ((OptionalDouble) object).isPresent() ? 8 : 0;
      case 0x15 -> 18 + Times.length(((ZonedDateTime) object).getZone());
      case 0x1c -> Times.length((ZoneId) object);
      default -> Math.multiplyExact(width(type), Array.getLength(object));
    };
  }

  /** Of an element. */
  private static int width(int arrayType) {
    return switch (arrayType) {
      case 0x20 -> 1;
      case 0x21, 0x22 -> 2;
      case 0x23, 0x25 -> 4;
      default -> 8;
    };
  }

  private static void writeContent(Object object, EncodingBuffer out) {
    if (object instanceof UUID id) {
      out.writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
    } else if (object instanceof Date date) {
      out.writeLong(date.getTime());
    } else if (object instanceof Character character) {
      out.writeShort(character);
    } else if (object instanceof OptionalInt number) {
      number.ifPresent(out::writeInt);
    } else if (object instanceof OptionalLong number) {
      number.ifPresent(out::writeLong);
    } else if (object instanceof OptionalDouble number) {
      number.ifPresent(real -> out.writeLong(Double.doubleToLongBits(real)));
    } else if (object instanceof boolean[] array) {
      put(out.reserve(array.length), array);
    } else if (object instanceof short[] array) {
      out.reserve(2 * array.length).asShortBuffer().put(array);
    } else if (object instanceof char[] array) {
      out.reserve(2 * array.length).asCharBuffer().put(array);
    } else if (object instanceof int[] array) {
      out.reserve(4 * array.length).asIntBuffer().put(array);
    } else if (object instanceof long[] array) {
      out.reserve(8 * array.length).asLongBuffer().put(array);
    } else if (object instanceof float[] array) {
      put(out.reserve(4 * array.length).asFloatBuffer(), array);
    } else if (object instanceof double[] array) {
      put(out.reserve(8 * array.length).asDoubleBuffer(), array);
    } else {
      Times.writeContent(object, out);
    }
  }

  /**
   * Reads all that is left in the reader, which ends where the content ends.
   *
   * @return null if no scalar is of that type, and nothing was read
   */
  static @Nullable Object read(int type, MessagePackReader in) throws IOException {
    return switch (type) {
      case 0x01 -> (char) in.uint16();
      case 0x03 -> integer(in);
      case 0x04 -> {
        int scale = in.int32();
        yield new BigDecimal(integer(in), scale);
      }
      case 0x05 -> new UUID(in.int64(), in.int64());
      case 0x06 -> new Date(in.int64());
      case 0x07 -> in.atEnd() ? OptionalInt.empty() : OptionalInt.of(in.int32());
      case 0x08 -> in.atEnd() ? OptionalLong.empty() : OptionalLong.of(in.int64());
      case 0x09 -> in.atEnd() ? OptionalDouble.empty() : OptionalDouble.of(real(in));
      case 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26 -> readArray(type, in);
      default -> Times.read(type, in);
    };
  }

  private static BigInteger integer(MessagePackReader in) throws IOException {
    return new BigInteger(in.bytes(in.remaining()));
  }

  private static double real(MessagePackReader in) throws IOException {
    return Double.longBitsToDouble(in.int64());
  }

  private static Object readArray(int type, MessagePackReader in) throws IOException {
    ByteBuffer content = in.slice(in.remaining());
    int count = content.remaining() / width(type);
    if (content.remaining() % width(type) != 0) {
      throw new StreamCorruptedException("An array ends inside an element");
    }
    Object array =
        switch (type) {
          case 0x20 -> new boolean[count];
          case 0x21 -> new short[count];
          case 0x22 -> new char[count];
          case 0x23 -> new int[count];
          case 0x24 -> new long[count];
          case 0x25 -> new float[count];
          default -> new double[count];
        };
    switch (type) {
      case 0x20 -> get(content, (boolean[]) array);
      case 0x21 -> content.asShortBuffer().get((short[]) array);
      case 0x22 -> content.asCharBuffer().get((char[]) array);
      case 0x23 -> content.asIntBuffer().get((int[]) array);
      case 0x24 -> content.asLongBuffer().get((long[]) array);
      case 0x25 -> content.asFloatBuffer().get((float[]) array);
      default -> content.asDoubleBuffer().get((double[]) array);
    }
    return array;
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
