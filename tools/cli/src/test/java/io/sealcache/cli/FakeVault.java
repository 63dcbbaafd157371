package io.sealcache.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Answers as Vault's transit engine does of one derived key, in whose ciphertexts the plaintext is
 * merely spelt otherwise. {@code sealcache-vault} itself is tested against a stricter one.
 */
final class FakeVault implements AutoCloseable {
  static final String TOKEN = "hvs.CAESI-secret-token";

  private final HttpServer server;

  FakeVault() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::handle);
    server.start();
  }

  /** As the setting names the key. */
  String key() {
    return "vault:http://localhost:%d/transit/caches?auth=token"
        .formatted(server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean isKnown = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
    JsonObject body =
        text.isEmpty() ? new JsonObject() : JsonParser.parseString(text).getAsJsonObject();
    JsonObject answer = new JsonObject();
    answer.add("data", data(exchange.getRequestURI().getPath(), body));
    byte[] bytes = answer.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(isKnown ? 200 : 403, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static JsonObject data(String path, JsonObject body) {
    JsonObject data = new JsonObject();
    if (path.endsWith("/transit/keys/caches")) {
      data.addProperty("derived", true);
      data.addProperty("type", "aes256-gcm96");
    } else if (path.endsWith("/transit/datakey/wrapped/caches")) {
      byte[] secret = new byte[body.get("bits").getAsInt() / 8];
      new SecureRandom().nextBytes(secret);
      data.addProperty(
          "ciphertext", "vault:v1:" + Base64.getEncoder().encodeToString(mirrored(secret)));
    } else if (path.endsWith("/transit/decrypt/caches")) {
      JsonArray results = new JsonArray();
      for (JsonElement item : body.getAsJsonArray("batch_input")) {
        String ciphertext = item.getAsJsonObject().get("ciphertext").getAsString();
        byte[] wrapped = Base64.getDecoder().decode(ciphertext.substring("vault:v1:".length()));
        JsonObject result = new JsonObject();
        result.addProperty("plaintext", Base64.getEncoder().encodeToString(mirrored(wrapped)));
        results.add(result);
      }
      data.add("batch_results", results);
    }
    return data;
  }

  private static byte[] mirrored(byte[] bytes) {
    byte[] mirrored = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      mirrored[i] = (byte) ~bytes[i];
    }
    return mirrored;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
