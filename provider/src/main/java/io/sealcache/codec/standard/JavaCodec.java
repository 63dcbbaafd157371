package io.sealcache.codec.standard;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;

/**
 * Java serialization, behind a filter. Thread-safe. The work of an object's own {@code readObject}
 * is done while it is decoded: {@link JavaFilter} says which classes may come.
 *
 * <p>A key is equal by its serialised form, in which equal objects have been made one, as {@link
 * StandardCodec} says of its ext type 0x52; each such class is logged once.
 */
public final class JavaCodec implements Codec {
  private final JavaSerialization java;

  private JavaCodec(JavaSerialization java) {
    this.java = java;
  }

  /**
   * Canonical as far as the serialised forms of keys are.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static JavaCodec forKeys(ObjectInputFilter filter) {
    return new JavaCodec(JavaSerialization.ofKeys(filter));
  }

  /**
   * Exact: what is decoded is what Java serialization makes of it.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static JavaCodec forValues(ObjectInputFilter filter) {
    return new JavaCodec(JavaSerialization.ofValues(filter));
  }

  @Override
  public String name() {
    return "java";
  }

  /**
   * Writes the same bytes, but reads keys of that type only.
   *
   * @throws IllegalArgumentException as {@link #forValuesOf}
   */
  @Override
  public Codec forKeysOf(Class<?> type) {
    var unused = forValuesOf(type);
    return new JavaCodec(java.forKeysOf(type));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no object of that type is Serializable
   */
  @Override
  public Codec forValuesOf(Class<?> type) {
    if (Modifier.isFinal(type.getModifiers()) && !Serializable.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "Codec 'java' takes what is java.io.Serializable, not " + type.getName());
    }
    return this;
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    try {
      new StandardWriter(out, java).writeJavaStream(object);
    } catch (StackOverflowError e) {
      throw new InvalidObjectException(
          "An object is nested too deep for Java serialization: " + object.getClass().getName());
    }
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    MessagePackReader in = new MessagePackReader(encoded);
    return java.checked(java.read(in.slice(in.remaining()), loader));
  }
}
