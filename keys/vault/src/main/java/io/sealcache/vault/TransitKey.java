package io.sealcache.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the transit engine from which Vault derives one for each context ({@code
 * docs/adr/0029}), so that what was wrapped for one opens for no other. All keys of a keyring are
 * unwrapped by one request. Copies of them in the answer go with the garbage collector.
 * Thread-safe.
 */
final class TransitKey implements KeyEncryptionKey {
  private static final int BITS = 8 * MasterKey.LENGTH;
  private static final Pattern CIPHERTEXT =
      Pattern.compile("vault:v[0-9]{1,9}:[A-Za-z0-9+/]+={0,2}");

  private final TransitAddress address;
  private final VaultHttp http;
  private final VaultToken token;
  private volatile boolean closed;

  private TransitKey(TransitAddress address) {
    this.address = address;
    this.http = new VaultHttp(address.server(), address.namespace());
    this.token = new VaultToken(http, address.login(), System::nanoTime);
  }

  /**
   * Logs in, and looks whether the key binds contexts: Vault would take them, and ignore them.
   *
   * @throws IllegalStateException if Vault can't be asked, or the key is of another kind
   */
  static TransitKey open(TransitAddress address) {
    TransitKey key = new TransitKey(address);
    try {
      key.ensureDerived();
      return key;
    } catch (RuntimeException e) {
      key.close(); // or the token of a login would be good for its whole lease
      throw e;
    }
  }

  private void ensureDerived() {
    if (!isTrue(data(asked("keys", "read", null)), "derived")) {
      throw new IllegalStateException(
          "%s would open keys for any use; make one by 'vault write -f %s/keys/NAME derived=true'"
              .formatted(address, address.mount()));
    }
  }

  private static @Nullable JsonObject data(JsonObject answer) {
    return answer.get("data") instanceof JsonObject data ? data : null;
  }

  private static boolean isTrue(@Nullable JsonObject data, String name) {
    JsonElement value = data == null ? null : data.get(name);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }

  /**
   * The JSON object of its members in the order of their names, so that one can write it by hand.
   */
  static String contextOf(Map<String, String> context) {
    var json = new JsonObject();
    new TreeMap<>(context).forEach(json::addProperty);
    return Base64.getEncoder().encodeToString(json.toString().getBytes(UTF_8));
  }

  @Override
  public List<byte[]> generate(int keys, Map<String, String> context) {
    var question = new JsonObject();
    question.addProperty("context", contextOf(context));
    question.addProperty("bits", BITS);
    List<byte[]> wrapped = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      String ciphertext = text(data(asked("datakey/wrapped", "update", question)), "ciphertext");
      if (ciphertext == null || !CIPHERTEXT.matcher(ciphertext).matches()) {
        throw new IllegalStateException(address + " gave an answer without a wrapped key");
      }
      wrapped.add(ciphertext.getBytes(US_ASCII));
    }
    return wrapped;
  }

  @Override
  public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
    JsonArray results = batch("decrypt", "ciphertext", ciphertexts(wrapped), context);
    List<byte[]> secrets = new ArrayList<>();
    try {
      for (JsonElement result : results) {
        secrets.add(secret(result));
      }
      return secrets;
    } catch (RuntimeException e) {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
      throw e;
    }
  }

  /** With server and namespace, as others may have a key of that name too. */
  @Override
  public String name() {
    return address.name();
  }

  /** Copies of the keys in the request go with the garbage collector. */
  @Override
  public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
    Base64.Encoder base64 = Base64.getEncoder();
    return wrapped(
        batch(
            "encrypt",
            "plaintext",
            secrets.stream().map(base64::encodeToString).toList(),
            context));
  }

  /** By the newest version of this key and within Vault, if it is this key that wrapped them. */
  @Override
  public List<byte[]> rewrap(
      List<byte[]> wrapped, KeyEncryptionKey from, Map<String, String> context) {
    return from instanceof TransitKey other && other.address.isSameKey(address)
        ? wrapped(batch("rewrap", "ciphertext", ciphertexts(wrapped), context))
        : KeyEncryptionKey.super.rewrap(wrapped, from, context);
  }

  private static List<String> ciphertexts(List<byte[]> wrapped) {
    List<String> ciphertexts = wrapped.stream().map(each -> new String(each, US_ASCII)).toList();
    if (!ciphertexts.stream().allMatch(each -> CIPHERTEXT.matcher(each).matches())) {
      throw new IllegalArgumentException("A wrapped key is not in the form of Vault's");
    }
    return ciphertexts;
  }

  private List<byte[]> wrapped(JsonArray results) {
    List<byte[]> wrapped = new ArrayList<>();
    for (JsonElement result : results) {
      String ciphertext = text(result, "ciphertext");
      if (ciphertext == null) {
        throw refused();
      }
      wrapped.add(ciphertext.getBytes(US_ASCII));
    }
    ciphertexts(wrapped);
    return wrapped;
  }

  /** One request for all. */
  private JsonArray batch(
      String operation, String name, List<String> values, Map<String, String> context) {
    var items = new JsonArray();
    for (String value : values) {
      var item = new JsonObject();
      item.addProperty(name, value);
      item.addProperty("context", contextOf(context));
      items.add(item);
    }
    var question = new JsonObject();
    question.add("batch_input", items);
    JsonObject data = data(asked(operation, "update", question));
    if (data != null
        && data.get("batch_results") instanceof JsonArray results
        && results.size() == values.size()) {
      return results;
    }
    throw new IllegalStateException(address + " answered with another number of keys");
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "A key was wrapped for another context than it is opened for, by another key, by a version below its min_decryption_version, or has been changed: %s refuses it"
            .formatted(address));
  }

  /** Null where there is none; Gson's own messages would show what there is. */
  private static @Nullable String text(@Nullable JsonElement of, String name) {
    return of instanceof JsonObject object
            && object.get(name) instanceof JsonPrimitive value
            && value.isString()
        ? value.getAsString()
        : null;
  }

  private byte[] secret(JsonElement result) {
    if (result instanceof JsonObject object && object.has("error")) {
      throw refused();
    }
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(requireNonNull(text(result, "plaintext")));
    } catch (RuntimeException e) { // whose message may show it
      throw new IllegalStateException(address + " answered with what is no key");
    }
    if (secret.length != MasterKey.LENGTH) {
      Arrays.fill(secret, (byte) 0);
      throw new IllegalArgumentException(
          "%s opened %d bytes, which are no key of %d"
              .formatted(address, secret.length, MasterKey.LENGTH));
    }
    return secret;
  }

  private JsonObject asked(String operation, String capability, @Nullable JsonObject question) {
    if (closed) {
      throw new IllegalStateException(address + " is closed");
    }
    String path = "%s/%s/%s".formatted(address.mount(), operation, address.key());
    VaultHttp.Answer answer = token.asked(given -> http.ask(path, given, question));
    JsonObject data = data(answer.body());
    boolean hasResults = answer.status() == 400 && data != null && data.has("batch_results");
    if (answer.status() != 200 && !hasResults) {
      throw new IllegalStateException(
          "%s answered %d: %s"
              .formatted(address, answer.status(), meaning(answer.status(), path, capability)));
    }
    return answer.body();
  }

  private static String meaning(int status, String path, String capability) {
    return switch (status) {
      case 400, 404 -> "there is no such key, or no transit engine; look at the setting";
      case 403 ->
          "the token is not valid, or its policies don't allow '%s' on '%s'"
              .formatted(capability, path);
      case 429 -> "it is asked too often, or a standby";
      case 503 -> "it is sealed, or down for maintenance";
      default -> "which the transit engine does not; is that an active node?";
    };
  }

  @Override
  public void close() {
    closed = true;
    token.close();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
