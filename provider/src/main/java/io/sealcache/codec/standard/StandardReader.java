package io.sealcache.codec.standard;

import static io.sealcache.internal.messagepack.MessagePack.*;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.StreamCorruptedException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StandardWriter} writes. Not thread-safe. */
final class StandardReader {
  private final MessagePackReader in;
  private final ClassLoader loader;
  private final CollectionFormat collections;
  private final RecordShape.ByClass records;
  private final JavaSerialization java;
  private @Nullable ClassResolver classes; // one for all, as each class is looked for once
  private int depth;
  private Class<?> declared = Object.class; // what the variable is that takes what is read next

  StandardReader(
      MessagePackReader in,
      ClassLoader loader,
      CollectionFormat collections,
      RecordShape.ByClass records,
      JavaSerialization java) {
    this.in = in;
    this.loader = loader;
    this.collections = collections;
    this.records = records;
    this.java = java;
  }

  MessagePackReader in() {
    return in;
  }

  /** The object, or an equal one, that a variable of that type can hold, if there is one. */
  @Nullable Object readFor(Class<?> type) throws IOException, ClassNotFoundException {
    return collections.readFor(type, this);
  }

  @Nullable Object read() throws IOException, ClassNotFoundException {
    return read(Object.class);
  }

  /**
   * Reads an object that may not fit a variable of that type; but makes none of a class that data
   * name and that no such variable needs.
   */
  @Nullable Object read(Class<?> type) throws IOException, ClassNotFoundException {
    declared = type;
    int marker = in.uint8();
    return switch (marker >> 4) {
      case FIXMAP >> 4 -> readMap(marker & FIXMAP_MAX, false);
      case FIXARRAY >> 4 -> readArray(marker & FIXARRAY_MAX);
      case FIXSTR >> 4, (FIXSTR >> 4) + 1 -> in.utf8(marker & FIXSTR_MAX);
      default -> readMarked(marker);
    };
  }

  private @Nullable Object readMarked(int marker) throws IOException, ClassNotFoundException {
    return switch (marker) {
      case NIL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT_8 -> in.int8();
      case INT_16 -> in.int16();
      case INT_32 -> in.int32();
      case INT_64 -> in.int64();
      case FLOAT_32 -> Float.intBitsToFloat(in.int32());
      case FLOAT_64 -> Double.longBitsToDouble(in.int64());
      default -> readSized(marker);
    };
  }

  private Object readSized(int marker) throws IOException, ClassNotFoundException {
    return switch (marker) {
      case STR_8 -> in.utf8(in.uint8());
      case STR_16 -> in.utf8(in.uint16());
      case STR_32 -> in.utf8(in.length32());
      case BIN_8 -> in.bytes(in.uint8());
      case BIN_16 -> in.bytes(in.uint16());
      case BIN_32 -> in.bytes(in.length32());
      case FIXEXT_1 -> readExtension(1);
      case FIXEXT_2 -> readExtension(2);
      case FIXEXT_4 -> readExtension(4);
      case FIXEXT_8 -> readExtension(8);
      case FIXEXT_16 -> readExtension(16);
      case EXT_8 -> readExtension(in.uint8());
      case EXT_16 -> readExtension(in.uint16());
      case EXT_32 -> readExtension(in.length32());
      default -> readCounted(marker);
    };
  }

  private Object readCounted(int marker) throws IOException, ClassNotFoundException {
    return switch (marker) {
      case ARRAY_16 -> readArray(in.uint16());
      case ARRAY_32 -> readArray(in.length32());
      case MAP_16 -> readMap(in.uint16(), false);
      case MAP_32 -> readMap(in.length32(), true);
      default -> throw new StreamCorruptedException("A MessagePack format that is never written");
    };
  }

  private Object readArray(int count) throws IOException, ClassNotFoundException {
    refuseWhereOnlyOursFit("a list");
    return readNested(() -> collections.readArray(count, this));
  }

  private Object readMap(int count, boolean wide) throws IOException, ClassNotFoundException {
    refuseWhereOnlyOursFit("a map");
    return readNested(() -> collections.readMap(count, wide, this));
  }

  private Object readExtension(int length) throws IOException, ClassNotFoundException {
    int type = in.int8();
    int outer = in.enter(length);
    Object object = type == ExtensionTypes.UTF_16 ? readUtf16() : Scalars.read(type, in);
    if (object == null) {
      object = readNested(() -> readExtensionOf(type));
    }
    in.leave(outer);
    return object;
  }

  private Object readExtensionOf(int type) throws IOException, ClassNotFoundException {
    return switch (type) {
      case ExtensionTypes.ENUM -> readEnum();
      case ExtensionTypes.RECORD -> readRecord();
      case ExtensionTypes.OBJECTS -> readObjects();
      case ExtensionTypes.JAVA -> readJava();
      default -> {
        refuseWhereOnlyOursFit("a collection");
        yield collections.readExtension(type, this);
      }
    };
  }

  private String readUtf16() throws IOException {
    if (in.remaining() % Character.BYTES != 0) {
      throw new StreamCorruptedException("UTF-16 of an odd length");
    }
    return in.slice(in.remaining()).asCharBuffer().toString();
  }

  private ClassResolver classes() {
    ClassResolver known = classes;
    if (known == null) {
      known = new ClassResolver(loader, java.filter());
      classes = known;
    }
    return known;
  }

  private Object readEnum() throws IOException, ClassNotFoundException {
    Class<?> type = fitting(classes().resolve(in.string(), depth));
    if (!type.isEnum()) {
      throw new InvalidObjectException(type.getName() + " is no enum");
    }
    return constant(type, in.string());
  }

  @SuppressWarnings("unchecked") // the caller has checked that it is an enum
  private static <E extends Enum<E>> E constant(Class<?> type, String name)
      throws InvalidObjectException {
    try {
      return Enum.valueOf((Class<E>) type, name);
    } catch (IllegalArgumentException e) { // which names the constant, a value
      throw new InvalidObjectException(type.getName() + " lacks the constant that was written");
    }
  }

  private Object readRecord() throws IOException, ClassNotFoundException {
    Class<?> type = fitting(classes().resolve(in.string(), depth));
    if (!type.isRecord()) {
      throw new InvalidObjectException(type.getName() + " is no record");
    }
    RecordShape shape =
        records
            .of(type)
            .orElseThrow(
                () ->
                    new InvalidObjectException(
                        type.getName() + " is closed to reflection: open its package"));
    return shape.read(this);
  }

  private Object readObjects() throws IOException, ClassNotFoundException {
    String name = in.string();
    int count = in.claim(in.arrayHeader());
    Class<?> component = classes().resolveComponent(name, count, depth);
    fitting(component.arrayType());
    @Nullable Object[] array = (Object[]) Array.newInstance(component, count);
    for (int i = 0; i < count; i++) {
      array[i] = readFor(component);
    }
    return array;
  }

  private Object readJava() throws IOException, ClassNotFoundException {
    refuseWhereOnlyOursFit("a Java-serialised object");
    return java.read(in.slice(in.remaining()), loader);
  }

  /** Arrays, enums and records have ext types of their own. */
  private void refuseWhereOnlyOursFit(String written) throws InvalidObjectException {
    if (declared.isArray()
        || declared.isEnum()
        || (declared.isRecord() && records.of(declared).isPresent())) {
      throw misfit(written);
    }
  }

  private Class<?> fitting(Class<?> type) throws InvalidObjectException {
    if (!declared.isAssignableFrom(type)) {
      throw misfit(type.getTypeName());
    }
    return type;
  }

  private InvalidObjectException misfit(String written) {
    return new InvalidObjectException(
        "%s was written where %s is declared".formatted(written, declared.getTypeName()));
  }

  /** The elements of an array, whose header is still to be read. */
  @Nullable Object[] readElements() throws IOException, ClassNotFoundException {
    return readElements(in.arrayHeader());
  }

  @Nullable Object[] readElements(int count) throws IOException, ClassNotFoundException {
    @Nullable Object[] elements = new @Nullable Object[in.claim(count)];
    for (int i = 0; i < count; i++) {
      elements[i] = read();
    }
    return elements;
  }

  /** Adds so many elements. */
  <C extends Collection<@Nullable Object>> C fill(C target, int count)
      throws IOException, ClassNotFoundException {
    for (int i = in.claim(count); i > 0; i--) {
      target.add(read());
    }
    return target;
  }

  /** Puts so many keys and values. */
  <M extends Map<@Nullable Object, @Nullable Object>> M fill(M target, int count)
      throws IOException, ClassNotFoundException {
    for (int i = in.claim(count); i > 0; i--) {
      Object key = read();
      target.put(key, read());
    }
    return target;
  }

  private interface Reading {
    Object read() throws IOException, ClassNotFoundException;
  }

  private Object readNested(Reading content) throws IOException, ClassNotFoundException {
    if (Scalars.haveNoParts(declared)) {
      throw misfit("an object with parts");
    }
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new StreamCorruptedException(
          "Objects are nested more than " + MessagePack.MAX_DEPTH + " deep");
    }
    Object object = content.read();
    depth--;
    return object;
  }
}
