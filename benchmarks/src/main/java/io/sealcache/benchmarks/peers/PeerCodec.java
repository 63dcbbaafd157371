package io.sealcache.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/**
 * How an application has Redisson encrypt values: a codec sees no key, and keys stay as they are.
 */
final class PeerCodec extends BaseCodec {
  private final PeerCipher cipher;

  PeerCodec(PeerCipher cipher) {
    this.cipher = cipher;
  }

  @Override
  public Encoder getMapKeyEncoder() {
    return StringCodec.INSTANCE.getValueEncoder();
  }

  @Override
  public Decoder<Object> getMapKeyDecoder() {
    return StringCodec.INSTANCE.getValueDecoder();
  }

  @Override
  public Encoder getValueEncoder() {
    return value -> Unpooled.wrappedBuffer(sealed((byte[]) value));
  }

  @Override
  public Decoder<Object> getValueDecoder() {
    return (stored, state) -> opened(stored);
  }

  private byte[] sealed(byte[] value) throws IOException {
    try {
      return cipher.seal(value);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private byte[] opened(ByteBuf stored) throws IOException {
    try {
      return cipher.open(ByteBufUtil.getBytes(stored));
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
