package io.sealcache.internal.jackson;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.internal.messagepack.MessagePack;
import io.sealcache.internal.messagepack.MessagePackWriter;
import io.sealcache.internal.messagepack.Utf8;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.Map;

/** Writes Jackson's tree as MessagePack, each part in its shortest format. Not thread-safe. */
final class MessagePackTreeWriter<N> {
  private final TreeNodes<N> nodes;
  private final EncodingBuffer out;
  private int depth;

  MessagePackTreeWriter(TreeNodes<N> nodes, EncodingBuffer out) {
    this.nodes = nodes;
    this.out = out;
  }

  void write(N node) throws IOException {
    switch (nodes.kind(node)) {
      case NULL -> out.writeByte(MessagePack.NIL);
      case BOOLEAN -> out.writeByte(nodes.booleanOf(node) ? MessagePack.TRUE : MessagePack.FALSE);
      case INTEGER -> MessagePackWriter.writeInteger(out, nodes.longOf(node));
      case FLOAT -> {
        out.writeByte(MessagePack.FLOAT_32);
        out.writeInt(Float.floatToIntBits(nodes.floatOf(node)));
      }
      case DOUBLE -> {
        out.writeByte(MessagePack.FLOAT_64);
        out.writeLong(Double.doubleToLongBits(nodes.doubleOf(node)));
      }
      // Not all fit a number of MessagePack, and a form that depends on the value is no form.
      case BIG_NUMBER -> writeString(nodes.bigNumberOf(node));
      case TEXT -> writeString(nodes.textOf(node));
      case BINARY -> MessagePackWriter.writeBinary(out, nodes.binaryOf(node));
      case ARRAY -> writeArray(node);
      case OBJECT -> writeMap(node);
      case EMBEDDED ->
          throw new InvalidObjectException(
              "Codec 'msgpack' can't write what Jackson embeds as it is");
    }
  }

  private void writeArray(N node) throws IOException {
    enter();
    MessagePackWriter.writeArrayHeader(out, nodes.size(node));
    for (N element : nodes.elements(node)) {
      write(element);
    }
    depth--;
  }

  private void writeMap(N node) throws IOException {
    enter();
    MessagePackWriter.writeMapHeader(out, nodes.size(node));
    for (Map.Entry<String, N> field : nodes.fields(node)) {
      writeString(field.getKey());
      write(field.getValue());
    }
    depth--;
  }

  private void enter() throws IOException {
    if (++depth > MessagePack.MAX_DEPTH) {
      throw new InvalidObjectException(
          "Codec 'msgpack': nested more than " + MessagePack.MAX_DEPTH + " deep");
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
