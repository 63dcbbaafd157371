package io.sealcache.internal.jackson;

import static io.sealcache.internal.messagepack.MessagePack.*;

import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads MessagePack, by whatever language it was written, as Jackson's tree. Not thread-safe. */
final class MessagePackTreeReader<N> {
  private final TreeNodes<N> nodes;
  private final MessagePackReader in;
  private int depth;

  MessagePackTreeReader(TreeNodes<N> nodes, ByteBuffer encoded) {
    this.nodes = nodes;
    this.in = new MessagePackReader(encoded);
  }

  /**
   * The value that all the bytes are.
   *
   * @throws IOException if they are none, or hold what JSON has no counterpart for
   */
  N readAll() throws IOException {
    N node = read();
    in.requireEnd();
    return node;
  }

  private N read() throws IOException {
    int format = in.uint8();
    if (format <= FIXINT_MAX) {
      return nodes.of(format);
    } else if (format >= NEGATIVE_FIXINT) {
      return nodes.of((int) (byte) format);
    }
    return switch (format >> 4) {
      case FIXMAP >> 4 -> readMap(format & FIXMAP_MAX);
      case FIXARRAY >> 4 -> readArray(format & FIXARRAY_MAX);
      case FIXSTR >> 4, (FIXSTR >> 4) + 1 -> nodes.of(in.utf8(format & FIXSTR_MAX));
      default -> readMarked(format);
    };
  }

  private N readMarked(int format) throws IOException {
    return switch (format) {
      case NIL -> nodes.ofNull();
      case FALSE -> nodes.of(false);
      case TRUE -> nodes.of(true);
      case UINT_8 -> nodes.of(in.uint8());
      case UINT_16 -> nodes.of(in.uint16());
      case UINT_32 -> nodes.of(Integer.toUnsignedLong(in.int32()));
      case UINT_64 -> unsigned(in.int64());
      case INT_8 -> nodes.of((int) in.int8());
      case INT_16 -> nodes.of((int) in.int16());
      case INT_32 -> nodes.of(in.int32());
      case INT_64 -> nodes.of(in.int64());
      case FLOAT_32 -> nodes.of(Float.intBitsToFloat(in.int32()));
      case FLOAT_64 -> nodes.of(Double.longBitsToDouble(in.int64()));
      default -> readSized(format);
    };
  }

  private N readSized(int format) throws IOException {
    return switch (format) {
      case STR_8 -> nodes.of(in.utf8(in.uint8()));
      case STR_16 -> nodes.of(in.utf8(in.uint16()));
      case STR_32 -> nodes.of(in.utf8(in.length32()));
      case BIN_8 -> nodes.of(in.bytes(in.uint8()));
      case BIN_16 -> nodes.of(in.bytes(in.uint16()));
      case BIN_32 -> nodes.of(in.bytes(in.length32()));
      case ARRAY_16 -> readArray(in.uint16());
      case ARRAY_32 -> readArray(in.length32());
      case MAP_16 -> readMap(in.uint16());
      case MAP_32 -> readMap(in.length32());
      default -> throw new StreamCorruptedException("An ext type, or no format of MessagePack");
    };
  }

  private N unsigned(long bits) {
    return bits >= 0 ? nodes.of(bits) : nodes.of(new BigInteger(Long.toUnsignedString(bits)));
  }

  private N readArray(int count) throws IOException {
    enter();
    List<N> elements = new ArrayList<>();
    for (int i = in.claim(count); i > 0; i--) {
      elements.add(read());
    }
    depth--;
    return nodes.ofArray(elements);
  }

  private N readMap(int count) throws IOException {
    enter();
    Map<String, N> fields = new LinkedHashMap<>();
    for (int i = in.claim(count); i > 0; i--) {
      if (fields.put(in.string(), read()) != null) {
        throw new StreamCorruptedException("A name occurs twice in a map");
      }
    }
    depth--;
    return nodes.ofObject(fields);
  }

  private void enter() throws IOException {
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new StreamCorruptedException(
          "Objects are nested more than " + MessagePack.MAX_DEPTH + " deep");
    }
  }
}
