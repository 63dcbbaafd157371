package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The ext types for arrays of primitives but {@code byte[]}, which is MessagePack's bin. All NaNs
 * are written as one, as {@code Arrays.equals} compares.
 */
final class PrimitiveArrayExtensions {
  static final List<ScalarExtension<?>> ALL =
      List.of(
          new ScalarExtension<boolean[]>(
              ExtensionTypes.BOOLEANS,
              boolean[].class,
              array -> array.length,
              PrimitiveArrayExtensions::write,
              PrimitiveArrayExtensions::readBooleans),
          new ScalarExtension<short[]>(
              ExtensionTypes.SHORTS,
              short[].class,
              length(array -> array.length, Short.BYTES),
              (array, out) -> out.reserve(Short.BYTES * array.length).asShortBuffer().put(array),
              in -> {
                short[] array = new short[count(in, Short.BYTES)];
                in.slice(in.remaining()).asShortBuffer().get(array);
                return array;
              }),
          new ScalarExtension<char[]>(
              ExtensionTypes.CHARS,
              char[].class,
              length(array -> array.length, Character.BYTES),
              (array, out) -> out.reserve(Character.BYTES * array.length).asCharBuffer().put(array),
              in -> {
                char[] array = new char[count(in, Character.BYTES)];
                in.slice(in.remaining()).asCharBuffer().get(array);
                return array;
              }),
          new ScalarExtension<int[]>(
              ExtensionTypes.INTS,
              int[].class,
              length(array -> array.length, Integer.BYTES),
              (array, out) -> out.reserve(Integer.BYTES * array.length).asIntBuffer().put(array),
              in -> {
                int[] array = new int[count(in, Integer.BYTES)];
                in.slice(in.remaining()).asIntBuffer().get(array);
                return array;
              }),
          new ScalarExtension<long[]>(
              ExtensionTypes.LONGS,
              long[].class,
              length(array -> array.length, Long.BYTES),
              (array, out) -> out.reserve(Long.BYTES * array.length).asLongBuffer().put(array),
              in -> {
                long[] array = new long[count(in, Long.BYTES)];
                in.slice(in.remaining()).asLongBuffer().get(array);
                return array;
              }),
          new ScalarExtension<float[]>(
              ExtensionTypes.FLOATS,
              float[].class,
              length(array -> array.length, Float.BYTES),
              PrimitiveArrayExtensions::write,
              in -> {
                float[] array = new float[count(in, Float.BYTES)];
                in.slice(in.remaining()).asFloatBuffer().get(array);
                return array;
              }),
          new ScalarExtension<double[]>(
              ExtensionTypes.DOUBLES,
              double[].class,
              length(array -> array.length, Double.BYTES),
              PrimitiveArrayExtensions::write,
              in -> {
                double[] array = new double[count(in, Double.BYTES)];
                in.slice(in.remaining()).asDoubleBuffer().get(array);
                return array;
              }));

  private PrimitiveArrayExtensions() {}

  private static <T> ToIntFunction<T> length(ToIntFunction<T> count, int width) {
    return array -> Math.multiplyExact(width, count.applyAsInt(array));
  }

  private static int count(MessagePackReader in, int width) throws IOException {
    if (in.remaining() % width != 0) {
      throw new StreamCorruptedException("An array ends inside an element");
    }
    return in.remaining() / width;
  }

  private static void write(boolean[] array, EncodingBuffer out) {
    for (boolean element : array) {
      out.writeByte(element ? 1 : 0);
    }
  }

  private static boolean[] readBooleans(MessagePackReader in) throws IOException {
    boolean[] array = new boolean[in.remaining()];
    for (int i = 0; i < array.length; i++) {
      int element = in.uint8();
      if (element > 1) {
        throw new StreamCorruptedException("A boolean in an array is neither 0 nor 1");
      }
      array[i] = element == 1;
    }
    return array;
  }

  private static void write(float[] array, EncodingBuffer out) {
    FloatBuffer content = out.reserve(Float.BYTES * array.length).asFloatBuffer().put(array);
    for (int i = 0; i < array.length; i++) {
      if (Float.isNaN(array[i])) {
        content.put(i, Float.NaN);
      }
    }
  }

  private static void write(double[] array, EncodingBuffer out) {
    DoubleBuffer content = out.reserve(Double.BYTES * array.length).asDoubleBuffer().put(array);
    for (int i = 0; i < array.length; i++) {
      if (Double.isNaN(array[i])) {
        content.put(i, Double.NaN);
      }
    }
  }
}
