package io.sealcache.internal.text;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key of a service as a setting says it: {@code KEY?NAME=VALUE&NAME=VALUE}.
 *
 * @param parameters may be taken out
 */
public record ServiceAddress(String key, Map<String, String> parameters) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Parts it.
   *
   * @param malformed makes what is thrown of a reason, which shows nothing of the text
   */
  public static ServiceAddress parse(
      String text, Function<String, IllegalArgumentException> malformed) {
    int query = text.indexOf('?');
    Map<String, String> parameters = new HashMap<>();
    for (String each : query < 0 ? new String[0] : text.substring(query + 1).split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals < 1 || equals == each.length() - 1) {
        throw malformed.apply("a parameter has no name or no value");
      }
      if (parameters.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
        throw malformed.apply("a parameter is given twice");
      }
    }
    return new ServiceAddress(query < 0 ? text : text.substring(0, query), parameters);
  }

  /** The URL of a server, to which keys never come in clear. */
  public static URI url(String text, Function<String, IllegalArgumentException> malformed) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null
          && isPrivate(url.getScheme(), url.getHost())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Its message has the text.
    }
    throw malformed.apply("that is no https URL of a server alone; http is for this machine only");
  }

  /** Whether nobody on a network reads what is sent to this host. */
  public static boolean isPrivate(@Nullable String protocol, String host) {
    return "https".equals(protocol) || ("http".equals(protocol) && LOOPBACK.contains(host));
  }
}
