package io.sealcache.vault;

import io.sealcache.internal.text.ServiceAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
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

  /**
   * Reads what follows {@code vault:}.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is allowed
   */
  static TransitAddress parse(String text) {
    ServiceAddress address = ServiceAddress.parse(text, TransitAddress::malformed);
    URI url = ServiceAddress.url(address.key(), TransitAddress::malformed);
    Matcher path = PATH.matcher(String.valueOf(url.getRawPath()));
    if (!path.matches()) {
      throw malformed("there is no mount with a key behind the server");
    }
    Map<String, String> parameters = address.parameters();
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
