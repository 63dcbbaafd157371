package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** As Java serialises it, whatever our codecs refuse. */
  public static byte[] javaStream(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  /** With the name of another nested class in the place of one as long. */
  static byte[] renamed(byte[] encoded, String name, String other) {
    String text = new String(encoded, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("$" + name);
    return text.replace("$" + name, "$" + other).getBytes(StandardCharsets.ISO_8859_1);
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
