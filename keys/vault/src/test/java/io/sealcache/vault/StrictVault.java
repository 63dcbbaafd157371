package io.sealcache.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the part of Vault's HTTP API that {@link TransitKey} needs, as Vault's documentation has
 * it, and refuses all else. It is not Vault: its ciphertexts have the same form and are real, its
 * policies are which tokens there are.
 */
public final class StrictVault implements AutoCloseable {
  public static final String TOKEN = "hvs.CAESI-secret-token";
  public static final String NAMESPACE = "team";
  static final String JWT = "eyJhbGciOi.secret.jwt";

  private static final Set<String> LOGINS = Set.of("auth/kubernetes/login", "auth/approle/login");

  private record Answer(int status, JsonObject body) {}

  private final Map<String, TransitEngine> keys = new ConcurrentHashMap<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final @Nullable String namespace;
  private volatile boolean sealed;
  volatile boolean renews = true;
  volatile long lease = 3600;

  /** Paths whose requests get no answer: the connection ends. */
  volatile Set<String> unanswered = Set.of();

  /** Runs before a login, or a renewal, is answered. */
  volatile Runnable whenLoggingIn = () -> {};

  /** The server that all requests are sent to instead; null: none. */
  volatile @Nullable String elsewhere;

  /** Whether an answer ends behind its headers, and its connection never. */
  volatile boolean endless;

  /** The status that answers when a token is to be revoked; 204: it is revoked. */
  volatile int revocation = 204;

  /** The data that transit answers in place of its own; null: its own. */
  volatile @Nullable JsonElement data;

  public StrictVault() {
    this(NAMESPACE);
  }

  /** One without namespaces. */
  public static StrictVault ofOneNamespace() {
    return new StrictVault(null);
  }

  private StrictVault(@Nullable String namespace) {
    this.namespace = namespace;
    tokens.add(TOKEN);
    keys.put("caches", new TransitEngine(true));
    keys.put("plain", new TransitEngine(false));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  TransitEngine key(String name) {
    return keys.computeIfAbsent(name, any -> new TransitEngine(true));
  }

  /** A wrapped key of a transit key that isn't derived. */
  public @Nullable String dataKey(String key, int bits) {
    return keys.computeIfAbsent(key, any -> new TransitEngine(false)).dataKey(null, bits);
  }

  public void seal(boolean next) {
    sealed = next;
  }

  public void revokeAll() {
    tokens.clear();
  }

  /** How many tokens are good. */
  int tokens() {
    return tokens.size();
  }

  public void allow(String token) {
    tokens.add(token);
  }

  /** How many of a path there were, such as {@code transit/decrypt/caches}. */
  public int requests(String path) {
    return requests.computeIfAbsent(path, any -> new AtomicInteger()).get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/v1/".length());
    requests.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
    String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (unanswered.contains(path)) {
      exchange.close();
      return;
    }
    if (elsewhere != null) {
      exchange.getResponseHeaders().set("Location", elsewhere + exchange.getRequestURI());
      exchange.sendResponseHeaders(307, -1);
      exchange.close();
      return;
    }
    if (endless) {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().flush();
      return;
    }
    boolean isGet = exchange.getRequestMethod().equals("GET");
    JsonObject body = isGet ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    Answer answer;
    if (sealed) {
      answer = error(503, "Vault is sealed");
    } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      answer = error(426, "HTTP/1.1 alone: a dead connection of HTTP/2 is used again");
    } else if (!"true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"))
        || !Objects.equals(namespace, exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))) {
      answer = error(404, "no handler for route");
    } else if (LOGINS.contains(path)) {
      answer = login(path, body);
    } else if (token == null || !tokens.contains(token)) {
      answer = error(403, "permission denied");
    } else if (path.equals("auth/token/renew-self")) {
      whenLoggingIn.run();
      answer = renews ? new Answer(200, auth(token)) : error(403, "permission denied");
    } else if (path.equals("auth/token/revoke-self") && revocation != 204) {
      answer = error(revocation, "permission denied");
    } else if (path.equals("auth/token/revoke-self")) {
      tokens.remove(token);
      answer = new Answer(204, new JsonObject());
    } else {
      answer = transit(isGet, path.split("/", -1), body);
    }
    byte[] bytes = answer.body().toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : bytes.length);
    if (answer.status() != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Answer login(String path, JsonObject body) {
    boolean isKnown =
        path.contains("kubernetes")
            ? is(body, "role", "shop") && is(body, "jwt", JWT)
            : is(body, "role_id", "role") && is(body, "secret_id", "secret");
    if (!isKnown) {
      return error(400, "invalid role or secret ID");
    }
    whenLoggingIn.run();
    String token = "hvs.issued-" + issued.incrementAndGet();
    tokens.add(token);
    return new Answer(200, auth(token));
  }

  private JsonObject auth(String token) {
    var auth = new JsonObject();
    auth.addProperty("client_token", token);
    auth.addProperty("lease_duration", lease);
    auth.addProperty("renewable", true);
    var body = new JsonObject();
    body.add("auth", auth);
    return body;
  }

  private Answer transit(boolean isGet, String[] path, JsonObject body) {
    TransitEngine key = keys.get(path[path.length - 1]);
    String operation = String.join("/", path).replaceFirst("/[^/]*$", "");
    if (!operation.startsWith("transit/")) {
      return error(404, "no handler for route");
    }
    if (key == null) {
      return isGet ? error(404, "") : error(400, "encryption key not found");
    }
    JsonElement other = this.data;
    if (other != null) {
      var strange = new JsonObject();
      strange.add("data", other);
      return new Answer(200, strange);
    }
    var data = new JsonObject();
    if (isGet && operation.equals("transit/keys")) {
      data.addProperty("derived", key.isDerived());
      data.addProperty("type", "aes256-gcm96");
    } else if (!isGet && operation.equals("transit/datakey/wrapped")) {
      String made = key.dataKey(text(body, "context"), body.get("bits").getAsInt());
      if (made == null) {
        return error(400, "missing 'context' for key derivation; the key was created derived");
      }
      data.addProperty("ciphertext", made);
    } else if (!isGet && operation.equals("transit/decrypt")) {
      return batch(body, item -> key.decrypt(text(item, "ciphertext"), text(item, "context")));
    } else {
      return error(404, "no handler for route");
    }
    return new Answer(200, with(data));
  }

  /** Answers 400 as soon as one of them fails, with the others all the same. */
  private static Answer batch(JsonObject body, Function<JsonObject, @Nullable String> each) {
    var results = new JsonArray();
    boolean failed = false;
    for (JsonElement item : body.getAsJsonArray("batch_input")) {
      var result = new JsonObject();
      String value = each.apply(item.getAsJsonObject());
      failed |= value == null;
      result.addProperty(
          value == null ? "error" : "plaintext",
          value == null ? "cipher: message authentication failed" : value);
      results.add(result);
    }
    var data = new JsonObject();
    data.add("batch_results", results);
    return new Answer(failed ? 400 : 200, with(data));
  }

  private static JsonObject with(JsonObject data) {
    var body = new JsonObject();
    body.add("data", data);
    return body;
  }

  private static @Nullable String text(JsonObject body, String name) {
    JsonElement element = body.get(name);
    return element == null ? null : element.getAsString();
  }

  private static boolean is(JsonObject body, String name, String expected) {
    return expected.equals(text(body, name));
  }

  private static Answer error(int status, String error) {
    var errors = new JsonArray();
    errors.add(error);
    var body = new JsonObject();
    body.add("errors", errors);
    return new Answer(status, body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
