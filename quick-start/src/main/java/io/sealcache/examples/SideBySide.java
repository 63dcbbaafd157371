package io.sealcache.examples;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Keys and values as they are before they are sealed, beside what the store holds. */
final class SideBySide {
  private final Page page;

  SideBySide(Page page) {
    this.page = page;
  }

  void key(Object key, String stored) {
    byte[] encoded = Plaintext.ofKey(key);
    int length = Base64.getUrlDecoder().decode(stored).length;
    page.columns(
        "Key, encoded: %d bytes".formatted(encoded.length),
        "Key, stored: %d bytes, as Base64url".formatted(length));
    page.columns(readable(encoded), stored);
  }

  void value(Object value, byte[] stored) {
    byte[] encoded = Plaintext.ofValue(value);
    page.columns(
        "Value, encoded: %d bytes".formatted(encoded.length),
        "Value, stored: %d bytes, in hex".formatted(stored.length));
    page.columns(readable(encoded), HexFormat.of().formatHex(stored));
  }

  private static String readable(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
  }
}
