package io.sealcache.codec.standard;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A codec and a class loader, with arrays instead of buffers. */
public record Coding(Codec codec, ClassLoader loader) {
  public static Coding values() {
    return of(StandardCodec.forValues(JavaFilter.standard()));
  }

  public static Coding keys() {
    return of(StandardCodec.forKeys(JavaFilter.standard()));
  }

  public static Coding of(Codec codec) {
    return new Coding(codec, Coding.class.getClassLoader());
  }

  public byte[] encode(Object object) throws IOException {
    EncodingBuffer out = new EncodingBuffer(0, 16);
    codec.encode(object, out);
    return Arrays.copyOf(out.array(), out.size());
  }

  public String hex(Object object) throws IOException {
    return HexFormat.of().formatHex(encode(object));
  }

  public Object decode(byte[] bytes) throws IOException, ClassNotFoundException {
    return codec.decode(ByteBuffer.wrap(bytes), loader);
  }

  public Object decodeHex(String hex) throws IOException, ClassNotFoundException {
    return decode(HexFormat.of().parseHex(hex));
  }

  public Object roundTrip(Object object) throws IOException, ClassNotFoundException {
    return decode(encode(object));
  }
}
