package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Decrypts by one key of Vault's transit engine, over its HTTP API. No message shows the token, or
 * anything of what Vault answers but its status. Copies of the plaintexts, in the buffers and
 * strings of the answer, go with the garbage collector. Thread-safe.
 */
public final class VaultTransit {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpClient client;
  private final URI decrypt;
  private final Path tokenFile;

  /**
   * A client that has not asked for anything yet.
   *
   * @param client for certificates of one's own; it must not follow redirects, which would show the
   *     token to others: {@code HttpClient.newHttpClient()} doesn't
   * @param decrypt such as {@code https://vault.example:8200/v1/transit/decrypt/sealcache}; by
   *     {@code http} on this machine only, as Vault's agent and proxy are
   * @param tokenFile holds the token, and is read for each request: Vault's agent renews it there
   */
  public VaultTransit(HttpClient client, URI decrypt, Path tokenFile) {
    String scheme = String.valueOf(decrypt.getScheme());
    String host = String.valueOf(decrypt.getHost());
    if (!scheme.equals("https") && !(scheme.equals("http") && THIS_MACHINE.contains(host))) {
      throw new IllegalArgumentException(
          "Keys would come in clear from '%s'; take an https URL".formatted(decrypt));
    }
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("The HTTP client must follow no redirects");
    }
    this.client = client;
    this.decrypt = decrypt;
    this.tokenFile = tokenFile;
  }

  /**
   * The plaintexts, in the order of the ciphertexts; the caller's to wipe.
   *
   * @param ciphertexts at least one, such as {@code vault:v1:...}
   * @throws IOException if one of them doesn't decrypt, or Vault doesn't answer as it should
   */
  List<byte[]> decrypt(List<String> ciphertexts) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(decrypt)
            .version(HttpClient.Version.HTTP_1_1) // HTTP/2 keeps a connection that hangs
            .header("X-Vault-Token", token())
            .header("X-Vault-Request", "true")
            .POST(HttpRequest.BodyPublishers.ofString(batch(ciphertexts)))
            .build();
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != 200) {
      throw new IOException(
          "Vault answered %d, %s".formatted(response.statusCode(), meaning(response.statusCode())));
    }
    return plaintexts(response.body(), ciphertexts.size());
  }

  private String token() throws IOException {
    String token = Files.readString(tokenFile).strip();
    // The exception of the HTTP client would show it.
    if (!TOKEN.matcher(token).matches()) {
      throw new IOException("'%s' holds no token of Vault in one line".formatted(tokenFile));
    }
    return token;
  }

  /** The timeout of a request would end with the headers of its answer. */
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Vault can't be asked: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("Vault did not answer within " + TIMEOUT, e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String batch(List<String> ciphertexts) {
    var items = new JsonArray();
    for (String ciphertext : ciphertexts) {
      var item = new JsonObject();
      item.addProperty("ciphertext", ciphertext);
      items.add(item);
    }
    var batch = new JsonObject();
    batch.add("batch_input", items);
    return batch.toString();
  }

  private static List<byte[]> plaintexts(byte[] body, int expected) throws IOException {
    var plaintexts = new ArrayList<byte[]>();
    try {
      JsonObject answer = JsonParser.parseString(new String(body, UTF_8)).getAsJsonObject();
      for (JsonElement each : answer.getAsJsonObject("data").getAsJsonArray("batch_results")) {
        JsonObject item = each.getAsJsonObject();
        if (item.has("error")) { // older releases answer so with status 200
          throw new IOException("Vault could not decrypt key %d".formatted(plaintexts.size() + 1));
        }
        plaintexts.add(Base64.getDecoder().decode(item.get("plaintext").getAsString()));
      }
    } catch (RuntimeException e) {
      // Not as the cause: its message may show a part of the answer.
      throw new IOException("Vault's answer is none of transit/decrypt");
    }
    if (plaintexts.size() != expected) {
      throw new IOException(
          "Vault answered with %d keys, not %d".formatted(plaintexts.size(), expected));
    }
    return plaintexts;
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> "there is no such key, or one of the ciphertexts is not by it";
      case 403 -> "the token is not valid, or its policies don't allow 'update' on this path";
      case 404 -> "no transit engine is mounted there";
      case 429 -> "as it is asked too often, or a standby";
      case 503 -> "it is sealed, or down for maintenance";
      default -> "which transit/decrypt does not; is the URL one of Vault's active node?";
    };
  }

  /** Where it is. */
  @Override
  public String toString() {
    return "Vault at " + decrypt;
  }
}
