package io.sealcache.internal.text;

import java.util.regex.Pattern;

/** URIs as messages may show them. */
public final class PrintableUri {
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("\\?[^#]*");

  private PrintableUri() {}

  /** {@code uri}, valid or not, without user information and query: each may hold a password. */
  public static String of(String uri) {
    return QUERY.matcher(USER_INFO.matcher(uri).replaceAll("//")).replaceAll("");
  }
}
