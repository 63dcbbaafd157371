package io.sealcache.examples;

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
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks the part of Vault's HTTP API that makes and opens wrapped keys, by one transit key named
 * {@code sealcache}. Not Vault: its ciphertexts are of the same form and real, its policies one
 * token.
 */
final class VaultTransitServer implements AutoCloseable {
  private static final String PREFIX = "vault:v1:";
  private static final String DECRYPT = "/v1/transit/decrypt/";
  private static final String KEY = "sealcache";
  private static final int NONCE = 12;

  private final SecureRandom random = new SecureRandom();
  private final byte[] key = random(32);
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String token;
  private volatile boolean sealed;
  private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

  VaultTransitServer(String token) {
    this.token = token;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI decrypt() {
    return decrypt(KEY);
  }

  URI decrypt(String name) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + DECRYPT + name);
  }

  int requests() {
    return requests.get();
  }

  void allowOnly(String newToken) {
    token = newToken;
  }

  void seal() {
    sealed = true;
  }

  void unseal() {
    sealed = false;
  }

  /** Answers when the latch is down. */
  void answerOn(CountDownLatch latch) {
    mayAnswer = latch;
  }

  /** As {@code vault write -f -field=ciphertext transit/datakey/wrapped/sealcache}. */
  String wrappedDataKey() {
    return encrypt(random(32));
  }

  String encrypt(byte[] plaintext) {
    byte[] nonce = random(NONCE);
    byte[] sealedText = gcm(Cipher.ENCRYPT_MODE, nonce, plaintext);
    byte[] both = Arrays.copyOf(nonce, NONCE + sealedText.length);
    System.arraycopy(sealedText, 0, both, NONCE, sealedText.length);
    return PREFIX + Base64.getEncoder().encodeToString(both);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try {
      mayAnswer.await();
    } catch (InterruptedException e) {
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (sealed) {
      answer(exchange, 503, errors("Vault is sealed"));
    } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      answer(exchange, 403, errors("permission denied"));
    } else if (!path.startsWith(DECRYPT) || !exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 404, errors("no handler for route \"" + path.substring(4) + "\"."));
    } else if (!path.equals(DECRYPT + KEY)) {
      answer(exchange, 400, errors("encryption key not found"));
    } else {
      decrypt(exchange, JsonParser.parseString(body).getAsJsonObject());
    }
  }

  private void decrypt(HttpExchange exchange, JsonObject request) throws IOException {
    JsonArray input = request.getAsJsonArray("batch_input");
    if (input == null || input.isEmpty()) {
      answer(exchange, 400, errors("missing batch input to process"));
      return;
    }
    var results = new JsonArray();
    boolean failed = false;
    for (JsonElement item : input) {
      JsonObject result = open(item.getAsJsonObject().get("ciphertext").getAsString());
      failed |= result.has("error");
      results.add(result);
    }
    var data = new JsonObject();
    data.add("batch_results", results);
    var response = new JsonObject();
    response.addProperty("request_id", "8f2c0c3e-0000-4000-8000-000000000000");
    response.add("data", data);
    answer(exchange, failed ? 400 : 200, response);
  }

  private JsonObject open(String ciphertext) {
    var result = new JsonObject();
    String plaintext = "";
    try {
      byte[] both = Base64.getDecoder().decode(ciphertext.substring(PREFIX.length()));
      byte[] nonce = Arrays.copyOf(both, NONCE);
      byte[] opened = gcm(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(both, NONCE, both.length));
      plaintext = Base64.getEncoder().encodeToString(opened);
    } catch (RuntimeException e) {
      result.addProperty("error", "cipher: message authentication failed");
    }
    result.addProperty("plaintext", plaintext);
    result.addProperty("reference", "");
    return result;
  }

  private static JsonObject errors(String error) {
    var errors = new JsonArray();
    errors.add(error);
    var response = new JsonObject();
    response.add("errors", errors);
    return response;
  }

  private static void answer(HttpExchange exchange, int status, JsonObject body)
      throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private byte[] gcm(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
