package io.sealcache.codec.standard;

import static io.sealcache.codec.standard.StandardWriter.*;
import static io.sealcache.internal.messagepack.MessagePack.*;

import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.StreamCorruptedException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StandardWriter} writes. Not thread-safe. */
final class StandardReader {
  private final MessagePackReader in;
  private final ClassLoader loader;
  private final JavaSerialization java;

  /** Those that the filter let pass: each is looked for once. */
  private @Nullable Map<String, Class<?>> classes;

  private int depth;
  private Class<?> declared = Object.class; // what the variable is that takes what is read next

  StandardReader(MessagePackReader in, ClassLoader loader, JavaSerialization java) {
    this.in = in;
    this.loader = loader;
    this.java = java;
  }

  MessagePackReader in() {
    return in;
  }

  /** The object, or an equal one, that a variable of that type can hold, if there is one. */
  @Nullable Object readFor(Class<?> type) throws IOException, ClassNotFoundException {
    if (!java.isOfKeys()) {
      return read(Object.class);
    }
    Object object = read(type);
    return object == null || type.isPrimitive() || type.isInstance(object)
        ? object
        : CollectionForms.fit(object, type);
  }

  /**
   * Reads an object that may not fit a variable of that type; but makes none of a class that data
   * name and that no such variable needs.
   */
  private @Nullable Object read(Class<?> type) throws IOException, ClassNotFoundException {
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
      default -> readSized(marker, in.length(marker));
    };
  }

  private Object readSized(int marker, int length) throws IOException, ClassNotFoundException {
    return switch (marker) {
      case STR_8, STR_16, STR_32 -> in.utf8(length);
      case BIN_8, BIN_16, BIN_32 -> in.bytes(length);
      case ARRAY_16, ARRAY_32 -> readArray(length);
      case MAP_16 -> readMap(length, false);
      case MAP_32 -> readMap(length, true);
      default -> readExtension(marker, length);
    };
  }

  private Object readArray(int count) throws IOException, ClassNotFoundException {
    refuseWhereOnlyOursFit("a list");
    enter();
    List<@Nullable Object> elements = Arrays.asList(readElements(count));
    depth--;
    return java.isOfKeys() ? Collections.unmodifiableList(elements) : new ArrayList<>(elements);
  }

  private Object readMap(int count, boolean wide) throws IOException, ClassNotFoundException {
    refuseWhereOnlyOursFit("a map");
    enter();
    Map<@Nullable Object, @Nullable Object> map =
        wide || java.isOfKeys() ? new LinkedHashMap<>() : new HashMap<>();
    for (int left = in.claim(Math.multiplyExact(2, count)); left > 0; left -= 2) {
      Object key = read(Object.class);
      map.put(key, read(Object.class));
    }
    depth--;
    return java.isOfKeys() ? Collections.unmodifiableMap(map) : map;
  }

  private Object readExtension(int marker, int length) throws IOException, ClassNotFoundException {
    int type = in.int8();
    if (type >= OBJECTS && marker != EXT_32) { // as what holds objects is written
      throw new StreamCorruptedException("An ext type with parts, and another format than ext 32");
    }
    int outer = in.enter(length);
    Object object = type == MessagePackWriter.UTF_16 ? readUtf16() : Scalars.read(type, in);
    if (object == null) {
      enter();
      object = readExtensionOf(type);
      depth--;
    }
    in.leave(outer);
    return object;
  }

  private Object readExtensionOf(int type) throws IOException, ClassNotFoundException {
    return switch (type) {
      case ENUM -> readEnum();
      case RECORD -> readRecord();
      case OBJECTS -> readObjects();
      case JAVA -> readJava();
      default -> {
        refuseWhereOnlyOursFit("a collection");
        yield readCollection(type);
      }
    };
  }

  private Object readCollection(int type) throws IOException, ClassNotFoundException {
    int number = type == CollectionForms.JAVA_UTIL ? type << Byte.SIZE | in.uint8() : type;
    int count =
        CollectionForms.isMap(type) ? Math.multiplyExact(2, in.mapHeader()) : in.arrayHeader();
    @Nullable Object[] parts = readElements(count);
    return java.isOfKeys()
        ? CollectionForms.key(number, parts)
        : CollectionForms.value(number, parts);
  }

  private String readUtf16() throws IOException {
    if (in.remaining() % Character.BYTES != 0) {
      throw new StreamCorruptedException("UTF-16 of an odd length");
    }
    return in.slice(in.remaining()).asCharBuffer().toString();
  }

  /** A class of which objects are made, and none initialised that the filter rejects. */
  private Class<?> named(String name) throws IOException, ClassNotFoundException {
    Map<String, Class<?>> known = classes == null ? new HashMap<>() : classes;
    classes = known;
    Class<?> type = known.get(name);
    if (type == null) {
      type = load(name);
      java.requireAllowed(type);
      known.put(name, type);
    }
    return fitting(type);
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, false, loader);
    } catch (LinkageError e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // only an enum has constants
  private Object readEnum() throws IOException, ClassNotFoundException {
    Class type = named(in.string());
    if (!type.isEnum()) {
      throw new InvalidObjectException(type.getName() + " is no enum");
    }
    String name = in.string();
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) { // which names the constant, a value
      throw new InvalidObjectException(type.getName() + " lacks the constant that was written");
    }
  }

  private Object readRecord() throws IOException, ClassNotFoundException {
    Class<?> type = named(in.string());
    if (!type.isRecord()) {
      throw new InvalidObjectException(type.getName() + " is no record");
    }
    return RecordShape.of(type).read(this);
  }

  private Object readObjects() throws IOException, ClassNotFoundException {
    String name = in.string();
    int count = in.claim(in.arrayHeader());
    Class<?> component = load(name);
    java.requireAllowed(component.arrayType());
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
    if (declared.isArray() || declared.isEnum() || declared.isRecord()) {
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

  private @Nullable Object[] readElements(int count) throws IOException, ClassNotFoundException {
    @Nullable Object[] elements = new @Nullable Object[in.claim(count)];
    for (int i = 0; i < count; i++) {
      elements[i] = read(Object.class);
    }
    return elements;
  }

  /** An object with parts. */
  private void enter() throws IOException {
    if (Scalars.haveNoParts(declared)) {
      throw misfit("an object with parts");
    }
    if (++depth > MAX_DEPTH) {
      throw new StreamCorruptedException("Objects are nested more than " + MAX_DEPTH + " deep");
    }
  }
}
