package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * An ext type whose objects hold no others.
 *
 * @param type the ext type
 * @param of the class of the objects
 * @param length of an object's content, in bytes
 * @param writing appends the content
 * @param reading reads all that is left in the reader, which ends where the content ends
 */
record ScalarForm<T>(
    int type,
    Class<? extends T> of,
    ToIntFunction<T> length,
    BiConsumer<T, EncodingBuffer> writing,
    Reading reading) {
  interface Reading {
    Object read(MessagePackReader in) throws IOException;
  }

  /** With content of one length. */
  static <T> ScalarForm<T> form(
      int type, Class<T> of, int length, BiConsumer<T, EncodingBuffer> writing, Reading reading) {
    return new ScalarForm<>(type, of, scalar -> length, writing, reading);
  }

  @SuppressWarnings("unchecked") // an object of this class
  void write(Object object, EncodingBuffer out) {
    T scalar = (T) object;
    MessagePackWriter.writeExtensionHeader(out, type, length.applyAsInt(scalar));
    writing.accept(scalar, out);
  }
}
