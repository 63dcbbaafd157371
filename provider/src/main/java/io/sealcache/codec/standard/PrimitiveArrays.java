package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.ExtensionTypes.*;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ext types for arrays of primitives except {@code byte[]}, which is MessagePack's bin. All
 * NaNs are written as one, as {@code Arrays.equals} compares.
 */
final class PrimitiveArrays {
  private PrimitiveArrays() {}

  static void write(int type, Object array, EncodingBuffer out) {
    int length = Math.multiplyExact(width(type), Array.getLength(array));
    MessagePackWriter.writeExtensionHeader(out, type, length);
    ByteBuffer content = out.reserve(length);
    switch (type) {
      case BOOLEANS -> {
        for (boolean element : (boolean[]) array) {
          content.put((byte) (element ? 1 : 0));
        }
      }
      case SHORTS -> content.asShortBuffer().put((short[]) array);
      case CHARS -> content.asCharBuffer().put((char[]) array);
      case INTS -> content.asIntBuffer().put((int[]) array);
      case LONGS -> content.asLongBuffer().put((long[]) array);
      case FLOATS -> write((float[]) array, content.asFloatBuffer());
      default -> write((double[]) array, content.asDoubleBuffer());
    }
  }

  private static int width(int type) {
    return switch (type) {
      case BOOLEANS -> Byte.BYTES;
      case SHORTS, CHARS -> Short.BYTES;
      case INTS, FLOATS -> Integer.BYTES;
      default -> Long.BYTES;
    };
  }

  private static void write(float[] array, FloatBuffer content) {
    content.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Float.isNaN(array[i])) {
        content.put(i, Float.NaN);
      }
    }
  }

  private static void write(double[] array, DoubleBuffer content) {
    content.put(array);
    for (int i = 0; i < array.length; i++) {
      if (Double.isNaN(array[i])) {
        content.put(i, Double.NaN);
      }
    }
  }

  /** Reads all that is left; null if no such array is of that type, and nothing was read. */
  static @Nullable Object read(int type, MessagePackReader in) throws IOException {
    if (type < BOOLEANS || type > DOUBLES) {
      return null;
    }
    if (in.remaining() % width(type) != 0) {
      throw new StreamCorruptedException("An array ends inside an element");
    }
    int count = in.remaining() / width(type);
    ByteBuffer content = in.slice(in.remaining());
    switch (type) {
      case BOOLEANS -> {
        return booleans(content, count);
      }
      case SHORTS -> {
        short[] array = new short[count];
        content.asShortBuffer().get(array);
        return array;
      }
      case CHARS -> {
        char[] array = new char[count];
        content.asCharBuffer().get(array);
        return array;
      }
      case INTS -> {
        int[] array = new int[count];
        content.asIntBuffer().get(array);
        return array;
      }
      case LONGS -> {
        long[] array = new long[count];
        content.asLongBuffer().get(array);
        return array;
      }
      case FLOATS -> {
        float[] array = new float[count];
        content.asFloatBuffer().get(array);
        return array;
      }
      default -> {
        double[] array = new double[count];
        content.asDoubleBuffer().get(array);
        return array;
      }
    }
  }

  private static boolean[] booleans(ByteBuffer content, int count) throws IOException {
    boolean[] array = new boolean[count];
    for (int i = 0; i < count; i++) {
      int element = content.get();
      if (element < 0 || element > 1) {
        throw new StreamCorruptedException("A boolean in an array is neither 0 nor 1");
      }
      array[i] = element == 1;
    }
    return array;
  }
}
