package io.sealcache.codec.jackson3;

import static io.sealcache.internal.messagepack.MessagePack.*;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePackReader;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Jackson's tree as MessagePack. */
final class MessagePackTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MessagePackTree() {}

  /** Writes a tree from that depth on, each part in its shortest format. */
  static void write(JsonNode node, EncodingBuffer out, int depth) throws IOException {
    switch (node.getNodeType()) {
      case NULL, MISSING -> out.writeByte(NIL);
      case BOOLEAN -> out.writeByte(node.booleanValue() ? TRUE : FALSE);
      case NUMBER -> writeNumber(node, out);
      case STRING -> writeString(node.stringValue(), out);
      case BINARY -> MessagePackWriter.writeBinary(out, node.binaryValue());
      case ARRAY -> {
        int inner = deeper(depth);
        MessagePackWriter.writeArrayHeader(out, node.size());
        for (JsonNode element : node) {
          write(element, out, inner);
        }
      }
      case OBJECT -> {
        int inner = deeper(depth);
        MessagePackWriter.writeMapHeader(out, node.size());
        for (Map.Entry<String, JsonNode> property : node.properties()) {
          writeString(property.getKey(), out);
          write(property.getValue(), out, inner);
        }
      }
      case POJO -> throw refused("what Jackson embeds as it is");
    }
  }

  private static void writeNumber(JsonNode node, EncodingBuffer out) throws IOException {
    switch (node.numberType()) {
      case INT, LONG -> MessagePackWriter.writeInteger(out, node.longValue());
      case FLOAT -> out.writeByte(FLOAT_32).writeInt(Float.floatToIntBits(node.floatValue()));
      case DOUBLE -> out.writeByte(FLOAT_64).writeLong(Double.doubleToLongBits(node.doubleValue()));
      // Not all fit a number of MessagePack, and a form that depends on the value is no form.
      case BIG_INTEGER, BIG_DECIMAL -> {
        String digits = node.numberValue().toString();
        if (digits.length() > StreamReadConstraints.defaults().getMaxNumberLength()) {
          throw refused("numbers with more digits than Jackson reads of a text");
        }
        writeString(digits, out);
      }
    }
  }

  private static void writeString(String text, EncodingBuffer out) throws IOException {
    if (MessagePackWriter.hasUnpairedSurrogate(text)) {
      throw refused("an unpaired surrogate, which UTF-8 can't carry; codec 'standard' does");
    }
    MessagePackWriter.writeString(out, text);
  }

  /** One for what is in an array or a map there. */
  private static int deeper(int depth) throws IOException {
    if (depth == MAX_DEPTH) {
      throw refused("what is nested more than " + MAX_DEPTH + " deep");
    }
    return depth + 1;
  }

  private static IOException refused(String what) {
    return new InvalidObjectException("Codec 'msgpack' can't take " + what);
  }

  /**
   * The value that all the bytes are, by whatever language they were written.
   *
   * @throws IOException if they are none, or hold what JSON has no counterpart for
   */
  static JsonNode read(ByteBuffer encoded) throws IOException {
    MessagePackReader in = new MessagePackReader(encoded);
    JsonNode tree = read(in, 0);
    in.requireEnd();
    return tree;
  }

  private static JsonNode read(MessagePackReader in, int depth) throws IOException {
    int format = in.uint8();
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
      case STR_8, STR_16, STR_32 -> NODES.stringNode(in.utf8(in.length(format)));
      case BIN_8, BIN_16, BIN_32 -> NODES.binaryNode(in.bytes(in.length(format)));
      case ARRAY_16, ARRAY_32 -> readArray(in.length(format), in, depth);
      case MAP_16, MAP_32 -> readMap(in.length(format), in, depth);
      default -> readShort(format, in, depth);
    };
  }

  private static JsonNode readShort(int format, MessagePackReader in, int depth)
      throws IOException {
    if (format <= FIXINT_MAX || format >= NEGATIVE_FIXINT) {
      return NODES.numberNode((int) (byte) format);
    }
    return switch (format >> 4) {
      case FIXMAP >> 4 -> readMap(format & FIXMAP_MAX, in, depth);
      case FIXARRAY >> 4 -> readArray(format & FIXARRAY_MAX, in, depth);
      case FIXSTR >> 4, (FIXSTR >> 4) + 1 -> NODES.stringNode(in.utf8(format & FIXSTR_MAX));
      default -> throw refused("an ext type, or what is no format of MessagePack");
    };
  }

  private static JsonNode unsigned(long bits) {
    return bits >= 0
        ? NODES.numberNode(bits)
        : NODES.numberNode(new BigInteger(Long.toUnsignedString(bits)));
  }

  private static ArrayNode readArray(int count, MessagePackReader in, int depth)
      throws IOException {
    int inner = deeper(depth);
    ArrayNode array = NODES.arrayNode();
    for (int i = in.claim(count); i > 0; i--) {
      array.add(read(in, inner));
    }
    return array;
  }

  private static ObjectNode readMap(int count, MessagePackReader in, int depth) throws IOException {
    int inner = deeper(depth);
    ObjectNode map = NODES.objectNode();
    for (int i = in.claim(count); i > 0; i--) {
      if (map.replace(in.string(), read(in, inner)) != null) {
        throw refused("a name that occurs twice in a map");
      }
    }
    return map;
  }
}
