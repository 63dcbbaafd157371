package io.sealcache.codec.standard;

import java.io.StreamCorruptedException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The ext types for arrays of primitives except {@code byte[]}, which is MessagePack's bin. All
 * NaNs are written as one, as {@code Arrays.equals} compares.
 */
final class PrimitiveArrays {
  static final List<ScalarForm<?>> FORMS =
      List.of(
          form(0x20, boolean[].class, 1, PrimitiveArrays::write, PrimitiveArrays::read),
          form(
              0x21,
              short[].class,
              Short.BYTES,
              (array, out) -> out.asShortBuffer().put(array),
              (array, in) -> in.asShortBuffer().get(array)),
          form(
              0x22,
              char[].class,
              Character.BYTES,
              (array, out) -> out.asCharBuffer().put(array),
              (array, in) -> in.asCharBuffer().get(array)),
          form(
              0x23,
              int[].class,
              Integer.BYTES,
              (array, out) -> out.asIntBuffer().put(array),
              (array, in) -> in.asIntBuffer().get(array)),
          form(
              0x24,
              long[].class,
              Long.BYTES,
              (array, out) -> out.asLongBuffer().put(array),
              (array, in) -> in.asLongBuffer().get(array)),
          form(
              0x25,
              float[].class,
              Float.BYTES,
              (array, out) -> write(array, out.asFloatBuffer()),
              (array, in) -> in.asFloatBuffer().get(array)),
          form(
              0x26,
              double[].class,
              Double.BYTES,
              (array, out) -> write(array, out.asDoubleBuffer()),
              (array, in) -> in.asDoubleBuffer().get(array)));

  private PrimitiveArrays() {}

  private static <A> ScalarForm<A> form(
      int type,
      Class<A> of,
      int width,
      BiConsumer<A, ByteBuffer> writing,
      BiConsumer<A, ByteBuffer> reading) {
    return new ScalarForm<>(
        type,
        of,
        array -> Math.multiplyExact(width, Array.getLength(array)),
        (array, out) -> writing.accept(array, out.reserve(width * Array.getLength(array))),
        in -> {
          if (in.remaining() % width != 0) {
            throw new StreamCorruptedException("An array ends inside an element");
          }
          A array = of.cast(Array.newInstance(of.getComponentType(), in.remaining() / width));
          reading.accept(array, in.slice(in.remaining()));
          return array;
        });
  }

  private static void write(boolean[] array, ByteBuffer out) {
    for (boolean element : array) {
      out.put((byte) (element ? 1 : 0));
    }
  }

  private static void read(boolean[] array, ByteBuffer in) {
    for (int i = 0; i < array.length; i++) {
      int element = in.get();
      if (element < 0 || element > 1) {
        throw new IllegalArgumentException("A boolean in an array is neither 0 nor 1");
      }
      array[i] = element == 1;
    }
  }

  private static void write(float[] array, FloatBuffer out) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Float.isNaN(array[i])) {
        out.put(i, Float.NaN);
      }
    }
  }

  private static void write(double[] array, DoubleBuffer out) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Double.isNaN(array[i])) {
        out.put(i, Double.NaN);
      }
    }
  }
}
