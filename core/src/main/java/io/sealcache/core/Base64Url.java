package io.sealcache.internal.store;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64url without padding (RFC 4648, section 5), in the one spelling that we write. */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** How many characters that many bytes have. */
  public static long length(long bytes) {
    return (4 * bytes + 2) / 3;
  }

  /** The bytes; null where the text is no Base64url or a second spelling of the same bytes. */
  public static byte @Nullable [] decode(String text) {
    try {
      byte[] bytes = DECODER.decode(text);
      return encode(bytes).equals(text) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
