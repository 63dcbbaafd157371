package io.sealcache.codec.jackson;

import static io.sealcache.internal.messagepack.MessagePack.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackReader;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Reads MessagePack, by whatever language it was written, as Jackson's tree. Not thread-safe. */
final class MessagePackTreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final MessagePackReader in;
  private int depth;

  MessagePackTreeReader(ByteBuffer encoded) {
    this.in = new MessagePackReader(encoded);
  }

  /**
   * The value that all the bytes are.
   *
   * @throws IOException if they are none, or hold what JSON has no counterpart for
   */
  JsonNode readAll() throws IOException {
    JsonNode node = read();
    in.requireEnd();
    return node;
  }

  private JsonNode read() throws IOException {
    int format = in.uint8();
    if (format <= FIXINT_MAX) {
      return NODES.numberNode(format);
    } else if (format >= NEGATIVE_FIXINT) {
      return NODES.numberNode((int) (byte) format);
    }
    return switch (format >> 4) {
      case FIXMAP >> 4 -> readMap(format & FIXMAP_MAX);
      case FIXARRAY >> 4 -> readArray(format & FIXARRAY_MAX);
      case FIXSTR >> 4, (FIXSTR >> 4) + 1 -> NODES.textNode(in.utf8(format & FIXSTR_MAX));
      default -> readMarked(format);
    };
  }

  private JsonNode readMarked(int format) throws IOException {
    return switch (format) {
      case NIL -> NODES.nullNode();
      case FALSE -> NODES.booleanNode(false);
      case TRUE -> NODES.booleanNode(true);
      case UINT_8 -> NODES.numberNode(in.uint8());
      case UINT_16 -> NODES.numberNode(in.uint16());
      case UINT_32 -> NODES.numberNode(Integer.toUnsignedLong(in.int32()));
      case UINT_64 -> unsigned(in.int64());
      case INT_8 -> NODES.numberNode((int) in.int8());
      case INT_16 -> NODES.numberNode((int) in.int16());
      case INT_32 -> NODES.numberNode(in.int32());
      case INT_64 -> NODES.numberNode(in.int64());
      case FLOAT_32 -> NODES.numberNode(Float.intBitsToFloat(in.int32()));
      case FLOAT_64 -> NODES.numberNode(Double.longBitsToDouble(in.int64()));
      default -> readSized(format);
    };
  }

  private JsonNode readSized(int format) throws IOException {
    return switch (format) {
      case STR_8 -> NODES.textNode(in.utf8(in.uint8()));
      case STR_16 -> NODES.textNode(in.utf8(in.uint16()));
      case STR_32 -> NODES.textNode(in.utf8(in.length32()));
      case BIN_8 -> NODES.binaryNode(in.bytes(in.uint8()));
      case BIN_16 -> NODES.binaryNode(in.bytes(in.uint16()));
      case BIN_32 -> NODES.binaryNode(in.bytes(in.length32()));
      case ARRAY_16 -> readArray(in.uint16());
      case ARRAY_32 -> readArray(in.length32());
      case MAP_16 -> readMap(in.uint16());
      case MAP_32 -> readMap(in.length32());
      default -> throw new StreamCorruptedException("An ext type, or no format of MessagePack");
    };
  }

  private static JsonNode unsigned(long bits) {
    return bits >= 0
        ? NODES.numberNode(bits)
        : NODES.numberNode(new BigInteger(Long.toUnsignedString(bits)));
  }

  private JsonNode readArray(int count) throws IOException {
    enter();
    ArrayNode array = NODES.arrayNode();
    for (int i = in.claim(count); i > 0; i--) {
      array.add(read());
    }
    depth--;
    return array;
  }

  private JsonNode readMap(int count) throws IOException {
    enter();
    ObjectNode object = NODES.objectNode();
    for (int i = in.claim(count); i > 0; i--) {
      if (object.replace(in.string(), read()) != null) {
        throw new StreamCorruptedException("A name occurs twice in a map");
      }
    }
    depth--;
    return object;
  }

  private void enter() throws IOException {
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new StreamCorruptedException(
          "Objects are nested more than " + MessagePack.MAX_DEPTH + " deep");
    }
  }
}
