package io.sealcache.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back. Applications may bring their own.
 *
 * <p>Implementations are thread-safe and keep no object. A codec for keys must be canonical: equal
 * keys give equal bytes, in every JVM. No message of an exception holds any part of an object.
 */
public interface Codec {
  /**
   * The codec's name in settings and in what is authenticated. It never changes once data exists:
   * entries written under another name don't open.
   *
   * @return 1 to 255 bytes of UTF-8
   */
  String name();

  /**
   * The codec for the keys of one cache; asked once, when the cache is created or opened. Unless
   * overridden that of {@link #forValuesOf values}.
   *
   * @param type what the cache is configured with, Object if with nothing
   * @throws IllegalArgumentException if this codec takes no keys of that type, which the message
   *     names
   */
  default Codec forKeysOf(Class<?> type) {
    return forValuesOf(type);
  }

  /**
   * The codec for the values of one cache; asked once, when the cache is created or opened. Unless
   * overridden this codec, whatever the type.
   *
   * @param type what the cache is configured with, Object if with nothing
   * @throws IllegalArgumentException if this codec takes no values of that type, which the message
   *     names
   */
  default Codec forValuesOf(Class<?> type) {
    return this;
  }

  /**
   * Whether encoded bytes choose among classes, as those of Java serialization do. Where they do,
   * keys are decoded only once the entry's value has opened: then a holder of a data key wrote
   * them. Asked of the codec of one cache; true unless overridden.
   */
  default boolean namesClasses() {
    return true;
  }

  /**
   * Whether these encoded bytes name a class, or might. Unless overridden as {@link
   * #namesClasses()}, of all that this codec decodes.
   *
   * @param encoded as for {@link #decode}; anybody's who has the index key
   */
  default boolean namesClasses(ByteBuffer encoded) {
    return namesClasses();
  }

  /**
   * Appends the object's bytes.
   *
   * @param out what it holds after an exception is undefined
   * @throws IllegalArgumentException if this codec doesn't take objects of that class, which the
   *     message names
   * @throws IOException if the object can't be written, such as {@link
   *     java.io.NotSerializableException} naming the class
   */
  void encode(Object object, EncodingBuffer out) throws IOException;

  /**
   * The object that these bytes stand for.
   *
   * @param encoded a buffer on the heap, read from position to limit, all of it; its position is
   *     left as it is
   * @param loader finds classes of user code
   * @return a new object, or a shared immutable one
   * @throws IOException if the bytes are not exactly one object that this codec wrote
   * @throws ClassNotFoundException if the object's class is not on the class path
   */
  Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException, ClassNotFoundException;

  /**
   * How a large value is decoded where it is opened. Unless overridden in no special way: {@link
   * #decode} is called.
   *
   * @return a new object for one value, or null
   */
  default @Nullable ValueDecoding decoding() {
    return null;
  }
}
