package io.sealcache.internal.text;

import java.net.URI;

/** URLs as people write them. */
public final class WrittenUrl {
  private WrittenUrl() {}

  /**
   * One in which spaces may stand as they are.
   *
   * @throws IllegalArgumentException with {@code text} in its message, if it is none
   */
  public static URI parse(String text) {
    return URI.create(text.replace(" ", "%20"));
  }
}
