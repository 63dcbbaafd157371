package io.sealcache.internal.text;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
