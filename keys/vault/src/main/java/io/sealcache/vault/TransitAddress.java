package io.sealcache.vault;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a key of Vault's transit engine is, and how to log in, as the setting says it.
 *
 * @param server such as {@code https://vault.example:8200}
 * @param mount of the engine
 * @param namespace null: Vault's root
 */
record TransitAddress(
    URI server, String mount, String key, @Nullable String namespace, VaultLogin login) {
  private static final Pattern PATH =
      Pattern.compile(
          "/([A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*)/([A-Za-z0-9_-][A-Za-z0-9_.-]*)");
  private static final Pattern NAMESPACE =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads what follows {@code vault:}.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is allowed
   */
  static TransitAddress parse(String text) {
    int query = text.indexOf('?');
    URI url = url(query < 0 ? text : text.substring(0, query));
    Matcher path = PATH.matcher(String.valueOf(url.getRawPath()));
    if (!path.matches()) {
      throw malformed("there is no mount with a key behind the server");
    }
    Map<String, String> parameters = parameters(query < 0 ? "" : text.substring(query + 1));
    String namespace = parameters.remove("namespace");
    if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
      throw malformed("'namespace' is none");
    }
    VaultLogin login = VaultLogin.of(parameters);
    if (!parameters.isEmpty()) {
      throw malformed("%s has no parameters %s".formatted(login, parameters.keySet()));
    }
    URI server = URI.create(url.getScheme() + "://" + url.getRawAuthority());
    return new TransitAddress(server, path.group(1), path.group(2), namespace, login);
  }

  /**
   * As records of a key table call the key: by all that leads to it. Vault itself takes a namespace
   * before a path as this does.
   */
  String name() {
    String space = namespace == null ? "" : namespace.replaceFirst("/$", "") + "/";
    return "vault:%s/%s%s/%s"
        .formatted(server.toString().toLowerCase(Locale.ROOT), space, mount, key);
  }

  private static URI url(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw malformed("that is no URL");
    }
    String scheme = url.getScheme();
    String host = url.getHost();
    if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw malformed("that is no URL of a server alone");
    }
    if (!"https".equals(scheme) && !("http".equals(scheme) && LOOPBACK.contains(host))) {
      throw malformed("keys would come in clear; http is for this machine only");
    }
    return url;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals < 1 || equals == each.length() - 1) {
        throw malformed("a parameter has no name or no value");
      }
      if (parameters.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
        throw malformed("'%s' is given twice".formatted(each.substring(0, equals)));
      }
    }
    return parameters;
  }

  static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(
        "%s; write a key of Vault as 'vault:https://SERVER:8200/MOUNT/KEY?auth=token&token-file=FILE', or with 'auth=kubernetes&role=ROLE' or 'auth=approle&role-id-file=FILE&secret-id-file=FILE', and '&namespace=NAME' where needed"
            .formatted(reason));
  }

  /** As logs and messages name it. */
  @Override
  public String toString() {
    return "Vault key '%s/%s/%s'".formatted(server, mount, key);
  }
}
