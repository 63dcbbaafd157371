package io.sealcache.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before a moto_server, and refuses what that lets pass and AWS KMS doesn't: a key that is
 * disabled or to be deleted, and what another key wrapped. Counts requests, and fails on demand.
 */
final class StrictKms implements AutoCloseable {
  private static final String TARGET = "X-Amz-Target";
  private static final String SERVICE = "TrentService.";

  /** One for all tries of a call. */
  private static final String CALL = "amz-sdk-invocation-id";

  /** The fault in the answers to all requests. */
  enum Fault {
    NONE,
    THROTTLED,
    /** The next request alone. */
    THROTTLED_ONCE,
    EMPTY,
    DENIED,
    EXPIRED,
    UNSIGNED,
    OF_ANOTHER_KIND,
    UNAVAILABLE,
    /** Until this is closed. */
    HANGS
  }

  private static final Map<Fault, String> REFUSALS =
      Map.of(
          Fault.DENIED, "AccessDeniedException",
          Fault.EXPIRED, "ExpiredTokenException",
          Fault.UNSIGNED, "MissingAuthenticationTokenException",
          Fault.OF_ANOTHER_KIND, "InvalidKeyUsageException");

  private record Answer(int status, JsonObject body) {}

  private final URI moto;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Queue<String>> requests = new ConcurrentHashMap<>();
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

  StrictKms(URI moto) {
    this.moto = moto;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void answer(Fault next) {
    fault.set(next);
  }

  /** How many of an operation there were, each try of a call counted. */
  int requests(String operation) {
    return callsByTry(operation).size();
  }

  /** How often an operation was called: what a busy machine answers late is tried again. */
  int calls(String operation) {
    return Set.copyOf(callsByTry(operation)).size();
  }

  private Queue<String> callsByTry(String operation) {
    return requests.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String operation = header(exchange, TARGET).substring(SERVICE.length());
    callsByTry(operation).add(header(exchange, CALL));
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (fault.get() == Fault.HANGS) {
      return;
    }
    Answer answer = answer(exchange, operation, body);
    byte[] bytes = answer.body().toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(HttpExchange exchange, String operation, byte[] body) throws IOException {
    if (fault.get() == Fault.THROTTLED || fault.compareAndSet(Fault.THROTTLED_ONCE, Fault.NONE)) {
      return error("ThrottlingException", "Rate exceeded");
    }
    if (fault.get() == Fault.EMPTY) {
      return new Answer(200, new JsonObject());
    }
    if (fault.get() == Fault.UNAVAILABLE) {
      return new Answer(503, new JsonObject());
    }
    String refusal = REFUSALS.get(fault.get());
    if (refusal != null) {
      return error(refusal, "User is not authorized to perform: kms:" + operation);
    }
    JsonObject asked = JsonParser.parseString(new String(body, UTF_8)).getAsJsonObject();
    if (!List.of("Decrypt", "GenerateDataKeyWithoutPlaintext").contains(operation)) {
      return error("AccessDeniedException", "No test allows " + operation);
    }
    Answer described = describe(exchange, asked.get("KeyId"));
    if (described.status() != 200) {
      return described;
    }
    JsonObject metadata = metadata(described);
    String state = metadata.get("KeyState").getAsString();
    if (!state.equals("Enabled")) {
      return error(
          state.equals("Disabled") ? "DisabledException" : "KMSInvalidStateException", state);
    }
    if (operation.equals("Decrypt")) {
      asked.remove("KeyId"); // some versions of moto answer otherwise if it is another one
    }
    Answer answer = ask(exchange, operation, asked);
    boolean isByIt =
        answer.status() != 200 || answer.body().get("KeyId").equals(metadata.get("Arn"));
    return isByIt ? answer : error("IncorrectKeyException", "The key ID is not the right one");
  }

  private Answer describe(HttpExchange exchange, JsonElement id) throws IOException {
    JsonObject key = new JsonObject();
    key.add("KeyId", id);
    return ask(exchange, "DescribeKey", key);
  }

  private static JsonObject metadata(Answer described) {
    return described.body().getAsJsonObject("KeyMetadata");
  }

  private Answer ask(HttpExchange exchange, String operation, JsonObject body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(moto)
            .header(TARGET, SERVICE + operation)
            .header("Content-Type", header(exchange, "Content-Type"))
            .header("Authorization", header(exchange, "Authorization"))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return requireNonNull(exchange.getRequestHeaders().getFirst(name), name);
  }

  private static Answer error(String code, String message) {
    var body = new JsonObject();
    body.addProperty("__type", code);
    body.addProperty("message", message);
    return new Answer(400, body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
