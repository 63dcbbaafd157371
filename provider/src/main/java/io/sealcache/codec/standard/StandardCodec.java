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
 * <p>What has a format of MessagePack of its own:
 *
 * <table>
 * <caption>Native formats</caption>
 * <tr><th>Java</th><th>MessagePack</th></tr>
 * <tr><td>null, in collections</td><td>nil</td></tr>
 * <tr><td>Boolean</td><td>true, false</td></tr>
 * <tr><td>Byte, Short, Integer, Long</td><td>int 8, int 16, int 32, int 64, whatever the number</td></tr>
 * <tr><td>Float, Double</td><td>float 32, float 64; all NaNs as one</td></tr>
 * <tr><td>String</td><td>str; with an unpaired surrogate ext 0x02</td></tr>
 * <tr><td>byte[]</td><td>bin</td></tr>
 * <tr><td>Instant</td><td>timestamp 96</td></tr>
 * <tr><td>ArrayList; of keys each List</td><td>array</td></tr>
 * <tr><td>HashMap up to 65,535 entries</td><td>map, not of 32 bits</td></tr>
 * <tr><td>LinkedHashMap</td><td>map 32, whatever its size</td></tr>
 * <tr><td>of keys each Map</td><td>map, sorted by the bytes of its keys</td></tr>
 * </table>
 *
 * <p>The rest are ext types; numbers are big-endian:
 *
 * <table>
 * <caption>Ext types</caption>
 * <tr><th>Type</th><th>Java</th><th>Content</th></tr>
 * <tr><td>0x01</td><td>Character</td><td>2 bytes</td></tr>
 * <tr><td>0x02</td><td>String with an unpaired surrogate</td><td>UTF-16</td></tr>
 * <tr><td>0x03</td><td>BigInteger</td><td>two's complement</td></tr>
 * <tr><td>0x04</td><td>BigDecimal</td><td>4 bytes of scale, unscaled value as 0x03</td></tr>
 * <tr><td>0x05</td><td>UUID</td><td>16 bytes</td></tr>
 * <tr><td>0x06</td><td>java.util.Date</td><td>8 bytes of milliseconds</td></tr>
 * <tr><td>0x10</td><td>LocalDate</td><td>4 year, 1 month, 1 day</td></tr>
 * <tr><td>0x11</td><td>LocalTime</td><td>8 nanosecond of day</td></tr>
 * <tr><td>0x12</td><td>LocalDateTime</td><td>0x10, 0x11</td></tr>
 * <tr><td>0x13</td><td>OffsetTime</td><td>0x11, 4 seconds of offset</td></tr>
 * <tr><td>0x14</td><td>OffsetDateTime</td><td>0x12, 4 seconds of offset</td></tr>
 * <tr><td>0x15</td><td>ZonedDateTime</td><td>0x14, zone's id</td></tr>
 * <tr><td>0x16</td><td>Duration</td><td>8 seconds, 4 nanoseconds</td></tr>
 * <tr><td>0x17</td><td>Period</td><td>4 years, 4 months, 4 days</td></tr>
 * <tr><td>0x18, 0x19, 0x1a</td><td>Year, YearMonth, MonthDay</td><td>what it has of 0x10</td></tr>
 * <tr><td>0x1b</td><td>ZoneOffset</td><td>4 seconds</td></tr>
 * <tr><td>0x1c</td><td>any other ZoneId</td><td>its id</td></tr>
 * <tr><td>0x20 to 0x26</td><td>boolean, short, char, int, long, float, double []</td>
 *     <td>elements of 1, 2, 2, 4, 8, 4, 8 bytes</td></tr>
 * <tr><td>0x27</td><td>array of objects</td><td>str class of the elements, array</td></tr>
 * <tr><td>0x30, 0x31</td><td>LinkedList, ArrayDeque</td><td>array</td></tr>
 * <tr><td>0x32, 0x33</td><td>List.of of one or two, other List.of and Stream.toList</td>
 *     <td>array</td></tr>
 * <tr><td>0x38</td><td>HashSet; of keys each Set, sorted by the bytes of its elements</td>
 *     <td>array</td></tr>
 * <tr><td>0x39, 0x3a, 0x3b</td><td>LinkedHashSet, TreeSet, Set.of</td><td>array</td></tr>
 * <tr><td>0x40, 0x41, 0x42</td><td>larger HashMap, TreeMap, Map.of</td><td>map</td></tr>
 * <tr><td>0x50</td><td>enum</td><td>str class, str name of the constant</td></tr>
 * <tr><td>0x51</td><td>record</td><td>str class, map from each component's name in order</td></tr>
 * <tr><td>0x52</td><td>any other Serializable</td><td>Java serialization's stream</td></tr>
 * </table>
 *
 * <p>Types 0x27 to 0x52 always come as ext 32, all else with the shortest header. A TreeSet or
 * TreeMap with a comparator is Java-serialised, and so is a record whose package is closed to
 * reflection. A record is made by its canonical constructor and needs not be Serializable.
 *
 * <p>An object met twice is written twice and comes back as two equal ones, except inside one Java
 * stream. What is nested more than 128 deep, or holds itself, is refused with an {@link
 * InvalidObjectException}. Not kept: the access order of a LinkedHashMap, and capacities.
 *
 * <p><b>Keys.</b> Equal keys give equal bytes for all types above but 0x52. Lists, sets and maps
 * are encoded as such, whatever their class, and decoded as unmodifiable ones, unless a record's
 * component or an array asks for a class of {@code java.util}. Arrays are equal by content, records
 * by their components whatever their {@code equals} says. A Java-serialised key is equal by its
 * serialised form, in which equal objects have been made one, HashMap, HashSet, {@code List.of} and
 * their like sorted and made one class, and arrays and collections in {@code Object[]} treated as
 * keys' collections are; each such class is logged once.
 */
public final class StandardCodec implements Codec {
  private final CollectionFormat collections;
  private final JavaSerialization java;
  private final RecordShape.ByClass records;
  private final Class<?> type;

  private StandardCodec(
      CollectionFormat collections,
      RecordShape.ByClass records,
      JavaSerialization java,
      Class<?> type) {
    this.collections = collections;
    this.records = records;
    this.java = java;
    this.type = type;
  }

  /**
   * Canonical: equal keys give equal bytes.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static StandardCodec forKeys(ObjectInputFilter filter) {
    return forKeys(filter, new KeyNotices());
  }

  /**
   * As {@link #forKeys(ObjectInputFilter)}.
   *
   * @param notices tells what is worth knowing of keys, once for all codecs that share it
   */
  public static StandardCodec forKeys(ObjectInputFilter filter, KeyNotices notices) {
    return new StandardCodec(
        new CanonicalCollections(notices),
        new RecordShape.ByClass(notices::record),
        JavaSerialization.ofKeys(filter),
        Object.class);
  }

  /**
   * Exact: what is decoded has the class that was encoded.
   *
   * @param filter asked about each class that encoded bytes name, such as {@link JavaFilter}'s
   */
  public static StandardCodec forValues(ObjectInputFilter filter) {
    return new StandardCodec(
        new ExactCollections(),
        new RecordShape.ByClass(),
        JavaSerialization.ofValues(filter),
        Object.class);
  }

  @Override
  public String name() {
    return "standard";
  }

  @Override
  public boolean namesClasses() {
    return !ScalarExtensions.haveNoParts(type);
  }

  /** Names of classes are in arrays, maps and ext 32 alone. */
  @Override
  public boolean namesClasses(ByteBuffer encoded) {
    int format = encoded.hasRemaining() ? encoded.get(encoded.position()) & 0xff : EXT_32;
    return format == EXT_32
        || (format >= ARRAY_16 && format <= MAP_32)
        || (format >= FIXMAP && format < FIXSTR);
  }

  /** Writes the same bytes, but reads keys of that type only. */
  @Override
  public Codec forKeysOf(Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    return new StandardCodec(collections, records, java, boxed);
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    if (object instanceof String text) {
      MessagePackWriter.writeString(out, text); // most keys
      return;
    }
    try {
      new StandardWriter(out, collections, records, java).write(object);
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
      Object object = new StandardReader(in, loader, collections, records, java).readFor(type);
      if (object == null) {
        throw new StreamCorruptedException("No object");
      }
      in.requireEnd();
      return KeyComponents.checked(object, type);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Its message may quote what was encoded.
      throw new InvalidObjectException("Bytes that no object fits: " + e.getClass().getName());
    }
  }
}
