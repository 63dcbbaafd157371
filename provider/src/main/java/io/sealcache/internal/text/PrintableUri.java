package io.sealcache.internal.text;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** URIs as messages may show them. */
public final class PrintableUri {
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("\\?[^#]*");

  private PrintableUri() {}

  /** {@code uri} without user information and query. */
  public static String of(URI uri) {
    return of(uri.toString());
  }

  /**
   * A message of somebody who may quote {@code uri}, without what that must not show.
   *
   * @param message null: none
   */
  public static String in(@Nullable String message, URI uri) {
    String text = String.valueOf(message).replace(uri.toString(), of(uri));
    for (String secret : secrets(uri)) {
      text = text.replace(secret, "...");
    }
    return text;
  }

  private static List<String> secrets(URI uri) {
    return Stream.of(
            uri.getRawUserInfo(), uri.getUserInfo(), uri.getRawQuery(), uri.getQuery(), shorn(uri))
        .filter(Objects::nonNull)
        .filter(secret -> !secret.isBlank())
        .toList();
  }

  // Of an opaque URI, or one whose authority is no host, Java tells neither.
  private static @Nullable String shorn(URI uri) {
    String whole = uri.toString();
    int query = whole.indexOf('?');
    return query < 0 ? null : whole.substring(query);
  }

  /** {@code uri}, valid or not, without user information and query: each may hold a password. */
  public static String of(String uri) {
    return QUERY.matcher(USER_INFO.matcher(uri).replaceAll("//")).replaceAll("");
  }
}
