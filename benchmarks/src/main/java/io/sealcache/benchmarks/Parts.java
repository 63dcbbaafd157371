package io.sealcache.benchmarks;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.NonceMode;
import io.sealcache.core.KeyCipher;
import io.sealcache.core.ValueCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** What a hit or a put is made of besides the store, by the defaults. */
public record Parts(
    StandardCodec keyCodec,
    StandardCodec valueCodec,
    KeyCipher keyCipher,
    ValueCipher valueCipher,
    Base64.Encoder base64) {
  /** Of a value's plaintext: flags, codec and write time. */
  private static final int HEADER_LENGTH = 8;

  private static final ClassLoader LOADER = Parts.class.getClassLoader();

  public Parts() {
    this(
        StandardCodec.forKeys(JavaFilter.standard()),
        StandardCodec.forValues(JavaFilter.standard()),
        new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, BuiltInCodec.STANDARD.codecName()),
        new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER),
        Base64.getUrlEncoder().withoutPadding());
  }

  public EncodingBuffer encodeKey(String key) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    keyCodec.encode(key, buffer);
    return buffer;
  }

  /** The plaintext of a value, its header empty. */
  public EncodingBuffer encodeValue(byte[] value) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(HEADER_LENGTH, Sample.VALUE_LENGTH + 16);
    valueCodec.encode(value, buffer);
    return buffer;
  }

  public Object decodeValue(byte[] plaintext) throws IOException, ClassNotFoundException {
    ByteBuffer payload =
        ByteBuffer.wrap(plaintext, HEADER_LENGTH, plaintext.length - HEADER_LENGTH);
    return valueCodec.decode(payload.slice(), LOADER);
  }
}
