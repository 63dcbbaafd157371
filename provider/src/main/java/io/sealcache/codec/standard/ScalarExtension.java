package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * An ext type that stands for one class whose objects hold no others: its length, how it is written
 * and how it is read. Immutable.
 *
 * @param reading reads all that is left in the reader, which ends where the content ends
 */
record ScalarExtension<T>(
    int type,
    Class<? extends T> javaClass,
    ToIntFunction<T> length,
    BiConsumer<T, EncodingBuffer> writing,
    Reading<T> reading) {
  /** How one object is read. */
  interface Reading<T> {
    T read(MessagePackReader in) throws IOException;
  }

  static <T> ScalarExtension<T> fixed(
      int type,
      Class<? extends T> javaClass,
      int length,
      BiConsumer<T, EncodingBuffer> writing,
      Reading<T> reading) {
    return new ScalarExtension<>(type, javaClass, object -> length, writing, reading);
  }

  void write(Object object, EncodingBuffer out) {
    T value = javaClass.cast(object);
    MessagePackWriter.writeExtensionHeader(out, type, length.applyAsInt(value));
    writing.accept(value, out);
  }
}
