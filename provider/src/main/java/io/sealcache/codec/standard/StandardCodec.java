package io.sealcache.codec.standard;

import static io.sealcache.internal.messagepack.MessagePack.*;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;

/**
 * MessagePack that any language reads, and Java types exactly. Thread-safe.
 *
 * <p>Null, booleans, numbers, strings, {@code byte[]}, lists and maps have MessagePack's own
 * formats, all else is an ext type: docs/format.md has the table. An object that has no ext type,
 * and is Serializable, is Java-serialised; so is a TreeSet or TreeMap with a comparator. A record
 * is made by its canonical constructor and needs not be Serializable.
 *
 * <p>An object met twice is written twice and comes back as two equal ones, except inside one Java
 * stream. An object that is nested more than 128 deep, or holds itself, is refused with an {@link
 * InvalidObjectException}. Not kept: the access order of a LinkedHashMap, and capacities.
 *
 * <p><b>Keys.</b> Equal keys give equal bytes for all types above except 0x52. Lists, sets and maps
 * are encoded as such, whatever their class, and decoded as unmodifiable ones, unless a record's
 * component or an array asks for a class of {@code java.util}. Arrays are equal by content, records
 * by their components whatever their {@code equals} says. A Java-serialised key is equal by its
 * serialised form, in which equal objects have been made one, HashMap, HashSet, {@code List.of} and
 * their like sorted and made one class, and arrays and collections in {@code Object[]} treated as
 * keys' collections are; each such class is logged once.
 */
public final class StandardCodec implements Codec {
  private final JavaSerialization java;

  private StandardCodec(JavaSerialization java) {
    this.java = java;
  }

  /**
   * Canonical: equal keys give equal bytes.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static StandardCodec forKeys(ObjectInputFilter filter) {
    return new StandardCodec(JavaSerialization.ofKeys(filter));
  }

  /**
   * Exact: what is decoded has the class that was encoded.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static StandardCodec forValues(ObjectInputFilter filter) {
    return new StandardCodec(JavaSerialization.ofValues(filter));
  }

  @Override
  public String name() {
    return "standard";
  }

  @Override
  public boolean namesClasses() {
    return !Scalars.haveNoParts(java.type());
  }

  /** Names of classes are in arrays, maps and ext types that hold objects, whatever the format. */
  @Override
  public boolean namesClasses(ByteBuffer encoded) {
    int start = encoded.position();
    int marker = encoded.hasRemaining() ? encoded.get(start) & 0xff : EXT_32;
    int typeAt =
        switch (marker) {
          case FIXEXT_1, FIXEXT_2, FIXEXT_4, FIXEXT_8, FIXEXT_16 -> start + 1;
          case EXT_8 -> start + 2;
          case EXT_16 -> start + 3;
          case EXT_32 -> start + 5;
          default -> start;
        };
    return typeAt == start
        ? (marker >= ARRAY_16 && marker <= MAP_32) || (marker >= FIXMAP && marker < FIXSTR)
        : typeAt >= encoded.limit() || encoded.get(typeAt) >= StandardWriter.OBJECTS;
  }

  /** Writes the same bytes, but reads keys of that type only. */
  @Override
  public Codec forKeysOf(Class<?> type) {
    return new StandardCodec(java.forKeysOf(MethodType.methodType(type).wrap().returnType()));
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    if (object instanceof String text) {
      MessagePackWriter.writeString(out, text); // most keys
      return;
    }
    try {
      new StandardWriter(out, java).write(object);
    } catch (StackOverflowError e) {
      throw new InvalidObjectException(
          "An object is nested too deep for Java serialization, or holds itself: "
              + object.getClass().getName());
    }
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    MessagePackReader in = new MessagePackReader(encoded);
    try {
      Object object = new StandardReader(in, loader, java).readFor(java.type());
      if (object == null) {
        throw new StreamCorruptedException("No object");
      }
      in.requireEnd();
      return java.checked(object);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Its message may quote what was encoded.
      throw new InvalidObjectException("Bytes that no object fits: " + e.getClass().getName());
    }
  }
}
