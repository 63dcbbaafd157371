package io.sealcache.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one server of Vault. Each is sent once: who asks again, and when, is others' to
 * decide. No redirect is followed, which would show the token to others. Thread-safe.
 */
final class VaultHttp {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  // By HTTP/2 a request after one that timed out would wait on the same dead connection.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI server;
  private final @Nullable String namespace;

  VaultHttp(URI server, @Nullable String namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /**
   * An answer.
   *
   * @param body empty if it isn't JSON
   */
  record Answer(int status, JsonObject body) {
    /**
     * The meaning of a status that is no success.
     *
     * @param refusal that of 400, 403 and 404
     */
    String meaning(String refusal) {
      return switch (status) {
        case 400, 403, 404 -> refusal;
        case 429 -> "it is asked too often, or a standby";
        case 503 -> "it is sealed, or down for maintenance";
        default -> "which is no answer to that; is it an active node?";
      };
    }

    /** Without the body, which may have secrets. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * Asks.
   *
   * @param path below {@code /v1/}
   * @param body null: a GET
   * @throws IllegalStateException if there is no answer in time
   */
  Answer ask(String path, @Nullable String token, @Nullable JsonObject body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/v1/" + path)).header("X-Vault-Request", "true");
    if (token != null) {
      request.header("X-Vault-Token", token);
    }
    if (namespace != null) {
      request.header("X-Vault-Namespace", namespace);
    }
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    HttpResponse<byte[]> response = send(request.build());
    return new Answer(response.statusCode(), json(response.body()));
  }

  /** The timeout of a request would end with the headers of its answer. */
  private HttpResponse<byte[]> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Vault at '%s' can't be asked; look at the cause".formatted(server), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Vault at '%s' did not answer within %s".formatted(server, TIMEOUT), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A request to Vault was interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static JsonObject json(byte[] body) {
    try {
      return JsonParser.parseString(new String(body, UTF_8)).getAsJsonObject();
    } catch (RuntimeException e) { // its message may show a part of the answer
      return new JsonObject();
    }
  }
}
