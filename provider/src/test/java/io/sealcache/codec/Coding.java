package io.sealcache.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A codec and a class loader, with arrays instead of buffers. */
record Coding(Codec codec, ClassLoader loader) {
  static Coding values() {
    return of(StandardCodec.forValues(JavaFilter.standard()));
  }

  static Coding keys() {
    return of(StandardCodec.forKeys(JavaFilter.standard()));
  }

  static Coding of(Codec codec) {
    return new Coding(codec, Coding.class.getClassLoader());
  }

  byte[] encode(Object object) throws IOException {
    EncodingBuffer out = new EncodingBuffer(0, 16);
    codec.encode(object, out);
    return Arrays.copyOf(out.array(), out.size());
  }

  String hex(Object object) throws IOException {
    return HexFormat.of().formatHex(encode(object));
  }

  Object decode(byte[] bytes) throws IOException, ClassNotFoundException {
    return codec.decode(ByteBuffer.wrap(bytes), loader);
  }

  Object decodeHex(String hex) throws IOException, ClassNotFoundException {
    return decode(HexFormat.of().parseHex(hex));
  }

  Object roundTrip(Object object) throws IOException, ClassNotFoundException {
    return decode(encode(object));
  }
}
