package io.sealcache.internal.text;

import io.sealcache.core.MasterKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The two ways to write a master key as text. Strict: one key has few spellings, all complete. */
public final class MasterKeyText {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43}=?");

  /** As people write keys elsewhere: in quotes, say, or with a prefix of numbers. */
  private static final Pattern LIKE_A_KEY =
      Pattern.compile(
          "%1$s(0[xX])?(%2$s|%3$s)%1$s".formatted("[\\s\\p{Pi}\\p{Pf}\"'`]*", HEX, BASE64),
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern BETWEEN_KEYS = Pattern.compile("[:,?\\s]+");

  private MasterKeyText() {}

  /**
   * The key written as text: exactly 64 hexadecimal digits of either case, or Base64 (standard or
   * URL-safe alphabet, padded or not) of exactly {@value MasterKey#LENGTH} bytes.
   *
   * @throws IllegalArgumentException if the text is anything else, white space around it included,
   *     or the bytes obviously are not random; the message never contains any of it
   */
  public static MasterKey parse(String text) {
    byte[] secret = decode(text);
    try {
      return MasterKey.of(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The secret that a text is of, by the rules of {@link #parse}.
   *
   * @return {@value MasterKey#LENGTH} new bytes, the caller's to wipe
   * @throws IllegalArgumentException if the text is anything else; the message never contains any
   *     of it
   */
  public static byte[] decode(String text) {
    if (HEX.matcher(text).matches()) {
      return HexFormat.of().parseHex(text);
    } else if (!BASE64.matcher(text).matches()) {
      throw refused(text);
    }
    boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    byte[] secret = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    // The JDK's decoder ignores the last character's two spare bits, so the way back is compared.
    String back = (urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(secret);
    if (!back.equals(text.endsWith("=") ? text : text + '=')) {
      Arrays.fill(secret, (byte) 0);
      throw refused(text);
    }
    return secret;
  }

  /** Messages tell only where something is that is no part of a key. */
  private static String hint(String text) {
    String stripped = text.strip();
    if (stripped.length() < text.length() && isKey(stripped)) {
      return ", but would be one without the white space or newline around it: take that away, such"
          + " as what 'echo' adds and 'printf' doesn't";
    }
    return "";
  }

  /**
   * Whether the text has the form of a key, be it a path by chance, with what people put around.
   */
  public static boolean isWrittenLikeAKey(String text) {
    return LIKE_A_KEY.matcher(text).matches();
  }

  /** Whether the text or a part of it is written like a key: of a list, or behind a scheme. */
  public static boolean mayHoldAKey(String text) {
    boolean found = isWrittenLikeAKey(text);
    for (String part : BETWEEN_KEYS.split(text, -1)) {
      found |= isWrittenLikeAKey(part);
    }
    return found;
  }

  private static boolean isKey(String text) {
    return HEX.matcher(text).matches() || BASE64.matcher(text).matches();
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        ("A master key is exactly 64 hexadecimal digits, or Base64 of exactly %d bytes (43"
                + " characters, or 44 with padding); this text of length %d is neither%s")
            .formatted(MasterKey.LENGTH, text.length(), hint(text)));
  }
}
