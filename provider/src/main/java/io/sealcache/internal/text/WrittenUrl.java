package io.sealcache.internal.text;

import java.net.URI;
import java.util.regex.Pattern;

/** URLs as people write them. */
public final class WrittenUrl {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private WrittenUrl() {}

  /** Whether a text begins with a scheme, which a drive's one letter is not. */
  public static boolean hasScheme(String text) {
    return SCHEME.matcher(text).lookingAt();
  }

  /**
   * One in which spaces may stand as they are.
   *
   * @throws IllegalArgumentException with {@code text} in its message, if it is none
   */
  public static URI parse(String text) {
    return URI.create(text.replace(" ", "%20"));
  }
}
