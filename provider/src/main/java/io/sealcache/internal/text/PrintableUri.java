package io.sealcache.internal.text;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** URIs as messages may show them. */
public final class PrintableUri {
  /** To the last @, as people forget to escape what in a password would end the authority. */
  private static final Pattern USER_INFO = Pattern.compile("//(.*)@", Pattern.DOTALL);

  private static final Pattern BEHIND_PATH = Pattern.compile("[?#]");
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
            userInfo(uri), // the longest first
            uri.getRawUserInfo(),
            uri.getUserInfo(),
            uri.getRawQuery(),
            uri.getQuery(),
            shorn(uri))
        .filter(Objects::nonNull)
        .filter(secret -> !secret.isBlank())
        .toList();
  }

  private static @Nullable String userInfo(URI uri) {
    Matcher userInfo = USER_INFO.matcher(uri.toString());
    return userInfo.find() ? userInfo.group(1) : null;
  }

  // Of an opaque URI, or one whose authority is no host, Java tells neither.
  private static @Nullable String shorn(URI uri) {
    String whole = uri.toString();
    int query = whole.indexOf('?');
    return query < 0 ? null : whole.substring(query);
  }

  /** {@code uri}, valid or not, without user information and query: each may hold a password. */
  public static String of(String uri) {
    Matcher userInfo = USER_INFO.matcher(uri);
    String shown = uri;
    if (userInfo.find()) {
      // Of the query or of a password: if of the query, what follows the @ may be secret too.
      boolean isUnclear = BEHIND_PATH.matcher(userInfo.group(1)).find();
      shown =
          uri.substring(0, userInfo.start())
              + (isUnclear ? "//..." : "//" + uri.substring(userInfo.end()));
    }
    return QUERY.matcher(shown).replaceAll("");
  }
}
