package io.sealcache.codec.standard;

import java.io.StreamCorruptedException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The ext types for arrays of primitives except {@code byte[]}, which is MessagePack's bin. All
 * NaNs are written as one, as {@code Arrays.equals} compares.
 */
final class PrimitiveArrays {
  static final List<ScalarForm<?>> FORMS =
      List.of(
          form(
              0x20,
              boolean[].class,
              1,
              ByteBuffer::duplicate,
              PrimitiveArrays::write,
              PrimitiveArrays::read),
          form(
              0x21,
              short[].class,
              2,
              ByteBuffer::asShortBuffer,
              ShortBuffer::put,
              ShortBuffer::get),
          form(0x22, char[].class, 2, ByteBuffer::asCharBuffer, CharBuffer::put, CharBuffer::get),
          form(0x23, int[].class, 4, ByteBuffer::asIntBuffer, IntBuffer::put, IntBuffer::get),
          form(0x24, long[].class, 8, ByteBuffer::asLongBuffer, LongBuffer::put, LongBuffer::get),
          form(
              0x25,
              float[].class,
              4,
              ByteBuffer::asFloatBuffer,
              PrimitiveArrays::write,
              FloatBuffer::get),
          form(
              0x26,
              double[].class,
              8,
              ByteBuffer::asDoubleBuffer,
              PrimitiveArrays::write,
              DoubleBuffer::get));

  private PrimitiveArrays() {}

  /**
   * @param view of bytes as elements
   */
  private static <A, B> ScalarForm<A> form(
      int type,
      Class<A> of,
      int width,
      Function<ByteBuffer, B> view,
      BiConsumer<B, A> put,
      BiConsumer<B, A> get) {
    return new ScalarForm<>(
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

  private static void write(ByteBuffer out, boolean[] array) {
    for (boolean element : array) {
      out.put((byte) (element ? 1 : 0));
    }
  }

  private static void read(ByteBuffer in, boolean[] array) {
    for (int i = 0; i < array.length; i++) {
      int element = in.get();
      if (element < 0 || element > 1) {
        throw new IllegalArgumentException("A boolean in an array is neither 0 nor 1");
      }
      array[i] = element == 1;
    }
  }

  private static void write(FloatBuffer out, float[] array) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Float.isNaN(array[i])) {
        out.put(i, Float.NaN);
      }
    }
  }

  private static void write(DoubleBuffer out, double[] array) {
    out.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Double.isNaN(array[i])) {
        out.put(i, Double.NaN);
      }
    }
  }
}
