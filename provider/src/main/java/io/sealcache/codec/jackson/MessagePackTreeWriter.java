package io.sealcache.codec.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import io.sealcache.internal.messagepack.Utf8;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.Map;

/** Writes Jackson's tree as MessagePack, each part in its shortest format. Not thread-safe. */
final class MessagePackTreeWriter {
  private final EncodingBuffer out;
  private int depth;

  MessagePackTreeWriter(EncodingBuffer out) {
    this.out = out;
  }

  void write(JsonNode node) throws IOException {
    switch (node.getNodeType()) {
      case NULL, MISSING -> out.writeByte(MessagePack.NIL);
      case BOOLEAN -> out.writeByte(node.booleanValue() ? MessagePack.TRUE : MessagePack.FALSE);
      case NUMBER -> writeNumber(node);
      case STRING -> writeString(node.textValue());
      case BINARY -> MessagePackWriter.writeBinary(out, node.binaryValue());
      case ARRAY, OBJECT -> writeNested(node);
      case POJO ->
          throw new InvalidObjectException(
              "Codec 'msgpack' can't write what Jackson embeds as it is");
    }
  }

  private void writeNested(JsonNode node) throws IOException {
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new InvalidObjectException(
          "Codec 'msgpack': nested more than " + MessagePack.MAX_DEPTH + " deep");
    }
    if (node.isArray()) {
      MessagePackWriter.writeArrayHeader(out, node.size());
      for (JsonNode element : node) {
        write(element);
      }
    } else {
      MessagePackWriter.writeMapHeader(out, node.size());
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        writeString(field.getKey());
        write(field.getValue());
      }
    }
    depth--;
  }

  private void writeNumber(JsonNode node) throws IOException {
    switch (node.numberType()) {
      case INT, LONG -> MessagePackWriter.writeInteger(out, node.longValue());
      case FLOAT -> {
        out.writeByte(MessagePack.FLOAT_32);
        out.writeInt(Float.floatToIntBits(node.floatValue()));
      }
      case DOUBLE -> {
        out.writeByte(MessagePack.FLOAT_64);
        out.writeLong(Double.doubleToLongBits(node.doubleValue()));
      }
      // Not all fit a number of MessagePack, and a form that depends on the value is no form.
      case BIG_INTEGER -> writeString(node.bigIntegerValue().toString());
      case BIG_DECIMAL -> writeString(node.decimalValue().toString());
    }
  }

  private void writeString(String text) throws IOException {
    if (Utf8.hasUnpairedSurrogate(text)) {
      throw new InvalidObjectException(
          "Codec 'msgpack' takes no unpaired surrogate, which UTF-8 can't carry; codec 'standard'"
              + " does");
    }
    MessagePackWriter.writeString(out, text);
  }
}
