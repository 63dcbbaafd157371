package io.sealcache.examples;

import com.google.protobuf.Message;
import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Protocol Buffers: values that are messages of one type. Not for keys: two builds of a program may
 * write one message in two ways.
 */
public final class ProtobufCodec implements Codec {
  private final Message prototype;

  /**
   * Of that message's type.
   *
   * @param prototype such as {@code Customer.getDefaultInstance()}
   */
  public ProtobufCodec(Message prototype) {
    this.prototype = prototype;
  }

  @Override
  public String name() {
    return "protobuf:" + prototype.getDescriptorForType().getFullName();
  }

  @Override
  public Codec forValuesOf(Class<?> type) {
    if (!type.isInstance(prototype)) {
      throw refused(type);
    }
    return this;
  }

  @Override
  public void encode(Object object, EncodingBuffer out) throws IOException {
    if (object.getClass() != prototype.getClass()) {
      throw refused(object.getClass());
    }
    ((Message) object).writeTo(out);
  }

  @Override
  public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
    return prototype.getParserForType().parseFrom(encoded.duplicate());
  }

  private IllegalArgumentException refused(Class<?> type) {
    return new IllegalArgumentException(
        "Codec '%s' takes %s, not %s"
            .formatted(name(), prototype.getClass().getName(), type.getName()));
  }
}
