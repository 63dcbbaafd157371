package io.sealcache.codec.standard;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one object and all that it holds. Not thread-safe; of no use after an exception. */
final class StandardWriter {
  static final int OBJECTS = 0x27;
  static final int ENUM = 0x50;
  static final int RECORD = 0x51;
  static final int JAVA = 0x52;

  /**
   * An element of a set, or an entry of a map.
   *
   * @param bytes of the element, or of the entry's key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Encoded(byte[] bytes, @Nullable Object key, @Nullable Object value) {}

  private final EncodingBuffer out;
  private final JavaSerialization java;

  /**
   * What elements of sets and keys of maps encode to. A graph sorts by that, and then writes them:
   * each would be encoded twice as often as the one that holds it.
   */
  private @Nullable IdentityHashMap<@Nullable Object, byte[]> encoded;

  private int depth;

  StandardWriter(EncodingBuffer out, JavaSerialization java) {
    this.out = out;
    this.java = java;
  }

  EncodingBuffer out() {
    return out;
  }

  /** The most frequent classes first, then by what is cheapest to ask. */
  void write(@Nullable Object object) throws IOException {
    if (object == null) {
      out.writeByte(MessagePack.NIL);
    } else if (object instanceof String text) {
      MessagePackWriter.writeString(out, text);
    } else if (object instanceof Number number) {
      writeNumber(number);
    } else if (object instanceof Boolean bool) {
      out.writeByte(bool ? MessagePack.TRUE : MessagePack.FALSE);
    } else if (object instanceof byte[] bytes) {
      MessagePackWriter.writeBinary(out, bytes);
    } else {
      writeExtension(object);
    }
  }

  private void writeNumber(Number number) throws IOException {
    if (number instanceof Integer integer) {
      out.writeByte(MessagePack.INT_32).writeInt(integer);
    } else if (number instanceof Long integer) {
      out.writeByte(MessagePack.INT_64).writeLong(integer);
    } else if (number instanceof Double real) {
      out.writeByte(MessagePack.FLOAT_64).writeLong(Double.doubleToLongBits(real));
    } else if (number instanceof Float real) {
      out.writeByte(MessagePack.FLOAT_32).writeInt(Float.floatToIntBits(real));
    } else if (number instanceof Short integer) {
      out.writeByte(MessagePack.INT_16).writeShort(integer);
    } else if (number instanceof Byte integer) {
      out.writeByte(MessagePack.INT_8).writeByte(integer);
    } else {
      writeExtension(number);
    }
  }

  private void writeExtension(Object object) throws IOException {
    if (Scalars.write(object, out)) {
      return;
    }
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new InvalidObjectException(
          "An object is nested more than "
              + MessagePack.MAX_DEPTH
              + " deep, or holds itself, at "
              + object.getClass().getName());
    }
    writeNested(object);
    depth--;
  }

  private void writeNested(Object object) throws IOException {
    if (object instanceof Enum<?> constant) {
      writeEnum(constant);
    } else if (object instanceof Record record) {
      writeRecord(record);
    } else if (object instanceof Object[] array) {
      writeObjects(array);
    } else if (!(java.isOfKeys() ? writeKeys(object) : ValueCollections.write(object, this))) {
      writeJava(object);
    }
  }

  /**
   * Writes a collection of keys as what it is equal by, a list, a set or a map, in an order that
   * only its content decides.
   *
   * @return false if it is no collection, entry or Optional, and nothing was written
   */
  private boolean writeKeys(Object object) throws IOException {
    if (object instanceof List<?> list) {
      writeArray(list.toArray());
    } else if (object instanceof Set<?> set) {
      List<Encoded> elements = sorted(1, set.toArray());
      int content = MessagePackWriter.beginExtension(out, CollectionForms.HASH_SET);
      MessagePackWriter.writeArrayHeader(out, elements.size());
      for (Encoded element : elements) {
        out.write(element.bytes());
      }
      MessagePackWriter.endExtension(out, content);
    } else if (object instanceof Map<?, ?> map) {
      List<Encoded> entries = sorted(2, CollectionForms.parts(map));
      MessagePackWriter.writeMapHeader(out, entries.size());
      for (Encoded entry : entries) {
        out.write(entry.bytes());
        write(entry.value());
      }
    } else if (object instanceof Optional<?> optional) {
      writeNumbered(CollectionForms.OPTIONAL, optional.stream().toArray());
    } else if (object instanceof Map.Entry<?, ?> entry && CollectionForms.isPlainEntry(entry)) {
      writeNumbered(CollectionForms.IMMUTABLE_ENTRY, entry.getKey(), entry.getValue());
    } else {
      return false;
    }
    return true;
  }

  /**
   * In the order of bytes.
   *
   * @param width 1 for the elements of a set, 2 for the keys and values of a map in turn
   */
  List<Encoded> sorted(int width, @Nullable Object[] parts) throws IOException {
    List<Encoded> sorted = new ArrayList<>();
    for (int i = 0; i < parts.length; i += width) {
      sorted.add(new Encoded(encoded(parts[i]), parts[i], parts[i + width - 1]));
    }
    sorted.sort(Comparator.comparing(Encoded::bytes, Arrays::compareUnsigned));
    return sorted;
  }

  private byte[] encoded(@Nullable Object object) throws IOException {
    if (encoded == null) {
      encoded = new IdentityHashMap<>();
    }
    byte[] bytes = encoded.get(object);
    if (bytes == null) {
      int start = out.size();
      write(object);
      bytes = out.cut(start);
      encoded.put(object, bytes);
    }
    return bytes;
  }

  /** A class of {@code java.util} by its number. */
  void writeNumbered(int type, @Nullable Object... parts) throws IOException {
    int content = MessagePackWriter.beginExtension(out, CollectionForms.JAVA_UTIL);
    out.writeByte(type);
    writeArray(parts);
    MessagePackWriter.endExtension(out, content);
  }

  /** A constant with a body has a class of its own, which is not the enum's. */
  private void writeEnum(Enum<?> constant) throws IOException {
    java.requireReadable(constant.getDeclaringClass());
    int content = MessagePackWriter.beginExtension(out, ENUM);
    MessagePackWriter.writeString(out, constant.getDeclaringClass().getName());
    MessagePackWriter.writeString(out, constant.name());
    MessagePackWriter.endExtension(out, content);
  }

  private void writeRecord(Record record) throws IOException {
    java.requireReadable(record.getClass());
    RecordShape.of(record.getClass()).write(record, this);
  }

  private void writeObjects(Object[] array) throws IOException {
    java.requireReadable(array.getClass());
    int content = MessagePackWriter.beginExtension(out, OBJECTS);
    MessagePackWriter.writeString(out, array.getClass().getComponentType().getName());
    writeArray(array);
    MessagePackWriter.endExtension(out, content);
  }

  void writeJava(Object object) throws IOException {
    int content = MessagePackWriter.beginExtension(out, JAVA);
    writeJavaStream(object);
    MessagePackWriter.endExtension(out, content);
  }

  /** Java's stream, without a header. */
  void writeJavaStream(Object object) throws IOException {
    if (java.isOfKeys()) {
      java.write(object, out, new CanonicalGraph(this)::replace);
      KeyNotices.serialised(object.getClass());
    } else {
      java.write(object, out, each -> each);
    }
  }

  /** Elements as MessagePack's array. */
  void writeArray(@Nullable Object[] elements) throws IOException {
    MessagePackWriter.writeArrayHeader(out, elements.length);
    writeAll(elements);
  }

  /** Objects, one after the other. */
  void writeAll(@Nullable Object[] objects) throws IOException {
    for (Object object : objects) {
      write(object);
    }
  }
}
