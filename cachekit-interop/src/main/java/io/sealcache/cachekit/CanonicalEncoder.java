package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Unsupported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * MessagePack in the one form that {@code interop/v1} allows: shortest headers, maps in the order
 * of their keys' UTF-8, no ext types. Encodes one document.
 */
final class CanonicalEncoder {
  /** Deepest nesting that is written and read; the protocol has readers set one of 32 to 1024. */
  static final int MAX_DEPTH = 512;

  private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
  private final Profile profile;
  private int listsAndMaps;

  private CanonicalEncoder(Profile profile) {
    this.profile = profile;
  }

  /**
   * One document.
   *
   * @throws Unsupported if a part of the object is outside the profile
   */
  static byte[] encode(Profile profile, @Nullable Object object) {
    return encode(profile, object, 0);
  }

  private static byte[] encode(Profile profile, @Nullable Object object, int depth) {
    CanonicalEncoder encoder = new CanonicalEncoder(profile);
    try (MessageBufferPacker packer = encoder.packer) {
      encoder.write(object, depth);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("MessagePack failed to write to memory", e);
    }
  }

  private void write(@Nullable Object object, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new Unsupported("Lists and maps are nested deeper than " + MAX_DEPTH);
    }
    if (object == null) {
      packer.packNil();
    } else if (object instanceof Boolean bool) {
      packer.packBoolean(bool);
    } else if (object instanceof Number number) {
      writeNumber(number);
    } else if (object instanceof String text) {
      writeText(Utf8.encode(text));
    } else if (object instanceof byte[] bytes) {
      packer.packBinaryHeader(bytes.length);
      packer.writePayload(bytes);
    } else if (object instanceof List<?> list) {
      writeList(list, depth);
    } else if (object instanceof Map<?, ?> map) {
      writeMap(map, depth);
    } else if (object instanceof Set<?> set && profile.takesSets()) {
      writeSet(set, depth);
    } else {
      write(profile.reduce(object), depth);
    }
  }

  private void writeNumber(Number number) throws IOException {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      packer.packLong(number.longValue());
    } else if (number instanceof BigInteger integer) {
      writeInteger(integer);
    } else if (number instanceof Double || number instanceof Float) {
      writeDouble(number.doubleValue());
    } else {
      throw profile.unsupported(number);
    }
  }

  private void writeInteger(BigInteger integer) throws IOException {
    if (integer.compareTo(MIN) < 0 || integer.compareTo(MAX) > 0) {
      throw new Unsupported("Integers are from -2^63 to 2^64-1");
    }
    packer.packBigInteger(integer);
  }

  private void writeDouble(double value) throws IOException {
    if (!Double.isFinite(value)) {
      throw new Unsupported("NaN and infinities are not part of interop/v1");
    }
    Number number = profile.number(value);
    if (number instanceof BigInteger integer) {
      writeInteger(integer);
    } else {
      packer.packDouble(value);
    }
  }

  private void writeText(byte[] utf8) throws IOException {
    packer.packRawStringHeader(utf8.length);
    packer.writePayload(utf8);
  }

  private void writeList(List<?> list, int depth) throws IOException {
    countListOrMap();
    packer.packArrayHeader(list.size());
    for (Object element : list) {
      write(element, depth + 1);
    }
  }

  private void countListOrMap() {
    if (++listsAndMaps > InteropCodec.MAX_LISTS_AND_MAPS) {
      throw new Unsupported(
          "There are more than " + InteropCodec.MAX_LISTS_AND_MAPS + " lists and maps");
    }
  }

  private void writeMap(Map<?, ?> map, int depth) throws IOException {
    countListOrMap();
    Map<byte[], @Nullable Object> sorted = new TreeMap<>(Arrays::compareUnsigned);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new Unsupported("Keys of maps are strings");
      }
      sorted.put(Utf8.encode(key), entry.getValue());
    }
    profile.requireReadable(map);
    packer.packMapHeader(sorted.size());
    for (Map.Entry<byte[], @Nullable Object> entry : sorted.entrySet()) {
      writeText(entry.getKey());
      write(entry.getValue(), depth + 1);
    }
  }

  /** By encoded bytes, in which 2 and 2.0 are one. */
  private void writeSet(Set<?> set, int depth) throws IOException {
    Set<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    for (Object element : set) {
      sorted.add(encode(profile, element, depth + 1));
    }
    packer.packArrayHeader(sorted.size());
    for (byte[] element : sorted) {
      packer.writePayload(element);
    }
  }
}
