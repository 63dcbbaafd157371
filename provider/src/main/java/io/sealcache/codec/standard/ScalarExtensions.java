package io.sealcache.codec.standard;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ext types for objects that hold no others, by class and by type. */
final class ScalarExtensions {
  @SuppressWarnings("JavaUtilDate") // applications have Dates
  private static final List<ScalarExtension<?>> BASIC =
      List.of(
          ScalarExtension.<Character>fixed(
              ExtensionTypes.CHARACTER,
              Character.class,
              Character.BYTES,
              (character, out) -> out.writeShort(character),
              in -> (char) in.uint16()),
          new ScalarExtension<BigInteger>(
              ExtensionTypes.BIG_INTEGER,
              BigInteger.class,
              ScalarExtensions::length,
              (integer, out) -> out.write(integer.toByteArray()),
              in -> new BigInteger(in.bytes(in.remaining()))),
          new ScalarExtension<BigDecimal>(
              ExtensionTypes.BIG_DECIMAL,
              BigDecimal.class,
              decimal -> Integer.BYTES + length(decimal.unscaledValue()),
              ScalarExtensions::write,
              ScalarExtensions::readBigDecimal),
          ScalarExtension.<UUID>fixed(
              ExtensionTypes.UUID,
              UUID.class,
              2 * Long.BYTES,
              ScalarExtensions::write,
              in -> new UUID(in.int64(), in.int64())),
          ScalarExtension.<Date>fixed(
              ExtensionTypes.DATE,
              Date.class,
              Long.BYTES,
              (date, out) -> out.writeLong(date.getTime()),
              in -> new Date(in.int64())));

  private static final Map<Class<?>, ScalarExtension<?>> BY_CLASS =
      all().collect(toUnmodifiableMap(ScalarExtension::javaClass, identity()));

  private static final Map<Integer, ScalarExtension<?>> BY_TYPE =
      all().collect(toUnmodifiableMap(ScalarExtension::type, identity()));

  private static final Set<Class<?>> NATIVE =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          byte[].class);

  private ScalarExtensions() {}

  private static Stream<ScalarExtension<?>> all() {
    return Stream.of(BASIC, TemporalExtensions.ALL, PrimitiveArrayExtensions.ALL)
        .flatMap(List::stream);
  }

  static @Nullable ScalarExtension<?> of(Class<?> javaClass) {
    return BY_CLASS.get(javaClass);
  }

  /** Whether a variable of that type takes objects of one class only, which hold no others. */
  static boolean haveNoParts(Class<?> type) {
    return type.isPrimitive()
        || (Modifier.isFinal(type.getModifiers())
            && (NATIVE.contains(type) || BY_CLASS.containsKey(type)));
  }

  static @Nullable ScalarExtension<?> of(int type) {
    return BY_TYPE.get(type);
  }

  /** Of {@link BigInteger#toByteArray}. */
  private static int length(BigInteger integer) {
    return integer.bitLength() / Byte.SIZE + 1;
  }

  private static void write(BigDecimal decimal, EncodingBuffer out) {
    out.writeInt(decimal.scale());
    out.write(decimal.unscaledValue().toByteArray());
  }

  private static BigDecimal readBigDecimal(MessagePackReader in) throws IOException {
    int scale = in.int32();
    return new BigDecimal(new BigInteger(in.bytes(in.remaining())), scale);
  }

  private static void write(UUID uuid, EncodingBuffer out) {
    out.writeLong(uuid.getMostSignificantBits());
    out.writeLong(uuid.getLeastSignificantBits());
  }
}
