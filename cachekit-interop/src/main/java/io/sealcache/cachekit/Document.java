package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Reads one document of MessagePack, which whoever reaches the store may have written. */
final class Document {
  private final MessageUnpacker unpacker;
  private final long length;
  private long announced;
  private int listsAndMaps;

  private Document(MessageUnpacker unpacker, long length) {
    this.unpacker = unpacker;
    this.length = length;
  }

  /**
   * All of the bytes.
   *
   * @throws Malformed if they are no document, more than one, nested too deep, or of more lists,
   *     maps or keys of one hash than {@link InteropCodec} allows
   */
  static @Nullable Object read(byte[] bytes) {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
      Object object = new Document(unpacker, bytes.length).read(0);
      if (unpacker.hasNext()) {
        throw new Malformed("Bytes follow the document of MessagePack");
      }
      return object;
    } catch (IOException | MessagePackException e) {
      // Without the cause, which tells of the bytes.
      throw new Malformed("The bytes are no document of MessagePack");
    }
  }

  private @Nullable Object read(int depth) throws IOException {
    if (depth > CanonicalEncoder.MAX_DEPTH) {
      throw new Malformed("The document is nested deeper than " + CanonicalEncoder.MAX_DEPTH);
    }
    MessageFormat format = unpacker.getNextFormat();
    return switch (format.getValueType()) {
      case NIL -> readNil();
      case BOOLEAN -> unpacker.unpackBoolean();
      case INTEGER -> readInteger(format);
      case FLOAT -> unpacker.unpackDouble();
      case STRING -> Utf8.decode(payload(unpacker.unpackRawStringHeader()));
      case BINARY -> payload(unpacker.unpackBinaryHeader());
      case ARRAY -> readList(depth);
      case MAP -> Temporals.revive(readMap(depth));
      case EXTENSION -> readExtension();
    };
  }

  private @Nullable Object readNil() throws IOException {
    unpacker.unpackNil();
    return null;
  }

  private Object readInteger(MessageFormat format) throws IOException {
    if (format != MessageFormat.UINT64) {
      return unpacker.unpackLong();
    }
    BigInteger integer = unpacker.unpackBigInteger();
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }

  private Object readExtension() throws IOException {
    ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
    return new MessagePackExtension(header.getType(), payload(header.getLength()));
  }

  private List<@Nullable Object> readList(int depth) throws IOException {
    int size = bounded(unpacker.unpackArrayHeader(), 1);
    countListOrMap();
    if (size == 0) {
      return Collections.emptyList();
    }
    List<@Nullable Object> list = new ArrayList<>(Math.min(size, 10));
    for (int i = 0; i < size; i++) {
      list.add(read(depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  /** Of two equal keys the last one stands, as in cachekit-py. */
  private Map<@Nullable Object, @Nullable Object> readMap(int depth) throws IOException {
    int size = bounded(unpacker.unpackMapHeader(), 2);
    countListOrMap();
    if (size == 0) {
      return Collections.emptyMap();
    }
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    Map<Integer, Integer> hashes = new HashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(depth + 1);
      requireScalar(key);
      if (size > InteropCodec.MAX_KEYS_OF_ONE_HASH && !map.containsKey(key)) {
        count(Objects.hashCode(key), hashes);
      }
      map.put(key, read(depth + 1));
    }
    return Collections.unmodifiableMap(map);
  }

  /** A few bytes of the document are a hundred of the heap. */
  private void countListOrMap() {
    if (++listsAndMaps > InteropCodec.MAX_LISTS_AND_MAPS) {
      throw new Malformed(
          "The document has more than " + InteropCodec.MAX_LISTS_AND_MAPS + " lists and maps");
    }
  }

  /** Keys of one hash are compared with each other, unless they are of one type with an order. */
  private static void count(int hash, Map<Integer, Integer> hashes) {
    if (hashes.merge(hash, 1, Integer::sum) > InteropCodec.MAX_KEYS_OF_ONE_HASH) {
      throw new Malformed(
          "A map has more than " + InteropCodec.MAX_KEYS_OF_ONE_HASH + " keys of one hash");
    }
  }

  private static void requireScalar(@Nullable Object key) {
    if (key instanceof byte[]
        || key instanceof List<?>
        || key instanceof Map<?, ?>
        || key instanceof MessagePackExtension) {
      throw new Malformed("A map has a key that is no scalar");
    }
  }

  private byte[] payload(int size) throws IOException {
    return unpacker.readPayload(bounded(size, 1));
  }

  /**
   * Nothing is reserved that the bytes left can't fill. Also each byte but the first can be only
   * one of the elements and bytes that all headers together announce.
   */
  private int bounded(int size, int each) {
    announced += (long) each * size;
    if (size > length - unpacker.getTotalReadBytes() || announced > length - 1) {
      throw new Malformed("The document ends before what it announces");
    }
    return size;
  }
}
