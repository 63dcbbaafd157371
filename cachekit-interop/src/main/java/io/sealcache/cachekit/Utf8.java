package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** UTF-8 that refuses what the JDK's shorter methods replace: lone surrogates and bad bytes. */
final class Utf8 {
  private Utf8() {}

  static byte[] encode(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new Unsupported("A string has a lone surrogate, which has no UTF-8 form");
    }
  }

  static String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("A stored string is not UTF-8");
    }
  }
}
