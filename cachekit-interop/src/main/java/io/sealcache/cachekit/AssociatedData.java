package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * The data that an entry's tag binds it to: AAD version 3 of cachekit's {@code spec/encryption.md}.
 */
final class AssociatedData {
  private static final byte VERSION = 3;

  private AssociatedData() {}

  /** That of {@code interop/v1}. */
  static byte[] of(String tenant, String cacheKey) {
    return of(tenant, cacheKey, "msgpack", false, "");
  }

  /** With the original type unless that is empty. */
  static byte[] of(
      String tenant, String cacheKey, String format, boolean isCompressed, String originalType) {
    byte[] flag = (isCompressed ? "True" : "False").getBytes(US_ASCII);
    Stream<byte[]> bound =
        Stream.of(Utf8.encode(tenant), Utf8.encode(cacheKey), Utf8.encode(format), flag);
    Stream<byte[]> hint = Stream.of(originalType).filter(s -> !s.isEmpty()).map(Utf8::encode);
    return join(Stream.concat(bound, hint).toArray(byte[][]::new));
  }

  private static byte[] join(byte[][] components) {
    int length = 1;
    for (byte[] component : components) {
      length += Integer.BYTES + component.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length).put(VERSION);
    for (byte[] component : components) {
      joined.putInt(component.length).put(component);
    }
    return joined.array();
  }
}
