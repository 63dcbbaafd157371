package io.sealcache.vault;

import com.google.gson.JsonObject;
import io.sealcache.internal.files.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** How a token of Vault is come by. Files are read each time, as others renew what is in them. */
sealed interface VaultLogin {
  /** The token lies in a file, where Vault's agent for instance puts it. */
  record TokenFile(Path file) implements VaultLogin {
    String token() {
      return content(file);
    }

    @Override
    public String toString() {
      return "auth=token";
    }
  }

  /** A login that Vault answers with a token. */
  sealed interface ByRequest extends VaultLogin {
    /** Where the method is mounted. */
    String mount();

    JsonObject body();
  }

  /** As a service account of Kubernetes. */
  record Kubernetes(String mount, String role, Path jwt) implements ByRequest {
    @Override
    public JsonObject body() {
      var body = new JsonObject();
      body.addProperty("role", role);
      body.addProperty("jwt", content(jwt));
      return body;
    }

    @Override
    public String toString() {
      return "auth=kubernetes";
    }
  }

  /** By AppRole. */
  record AppRole(String mount, Path roleId, Path secretId) implements ByRequest {
    @Override
    public JsonObject body() {
      var body = new JsonObject();
      body.addProperty("role_id", content(roleId));
      body.addProperty("secret_id", content(secretId));
      return body;
    }

    @Override
    public String toString() {
      return "auth=approle";
    }
  }

  /** No token has other characters; the exception of the HTTP client would show those that do. */
  Pattern ONE_LINE = Pattern.compile("[\\x21-\\x7e]{1,65536}");

  /** So that a wrong path can't fill the heap. */
  int LONGEST = 1 << 17;

  Pattern MOUNT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");
  String JWT = "/var/run/secrets/kubernetes.io/serviceaccount/token";

  /**
   * That which parameters say.
   *
   * @param parameters those that it takes are removed
   * @throws IllegalArgumentException if one is missing or malformed
   */
  static VaultLogin of(Map<String, String> parameters) {
    String auth = required(parameters, "auth");
    return switch (auth) {
      case "token" -> new TokenFile(file(required(parameters, "token-file")));
      case "kubernetes" ->
          new Kubernetes(
              mount(parameters, auth),
              required(parameters, "role"),
              file(parameters.containsKey("jwt-file") ? required(parameters, "jwt-file") : JWT));
      case "approle" ->
          new AppRole(
              mount(parameters, auth),
              file(required(parameters, "role-id-file")),
              file(required(parameters, "secret-id-file")));
      default -> throw TransitAddress.malformed("'auth' is no way to log in that is known here");
    };
  }

  private static String mount(Map<String, String> parameters, String usual) {
    String mount = parameters.containsKey("mount") ? required(parameters, "mount") : usual;
    if (!MOUNT.matcher(mount).matches()) {
      throw TransitAddress.malformed("'mount' is no path of Vault");
    }
    return mount;
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.remove(name);
    if (value == null) {
      throw TransitAddress.malformed("'%s' is missing".formatted(name));
    }
    return value;
  }

  private static Path file(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw TransitAddress.malformed("a file has no name that this machine allows");
    }
  }

  private static String content(Path file) {
    String where = "'%s', by which to log in to Vault,".formatted(file);
    String content;
    try {
      byte[] read = SecretFile.read(where, file, LONGEST);
      content = new String(read, StandardCharsets.UTF_8).strip();
    } catch (IllegalArgumentException e) { // which would say that a wrapped key is refused
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (!ONE_LINE.matcher(content).matches()) {
      throw new IllegalStateException(where + " does not hold one line of text");
    }
    return content;
  }
}
