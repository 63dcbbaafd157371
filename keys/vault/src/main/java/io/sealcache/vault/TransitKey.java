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
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the transit engine from which Vault derives one for each context, so that what was
 * wrapped for one opens for no other. Vault's {@code associated_data} would do so too, but {@code
 * datakey} doesn't take it: new keys would have to travel in the clear. Copies of an unwrapped key
 * in the answer go with the garbage collector. Thread-safe.
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
  public byte[] generate(Map<String, String> context) {
    var question = new JsonObject();
    question.addProperty("context", contextOf(context));
    question.addProperty("bits", BITS);
    String ciphertext = text(data(asked("datakey/wrapped", "update", question)), "ciphertext");
    if (ciphertext == null || !CIPHERTEXT.matcher(ciphertext).matches()) {
      throw new IllegalStateException(address + " gave an answer without a wrapped key");
    }
    return ciphertext.getBytes(US_ASCII);
  }

  /** In a batch of one, whose answer tells a wrapped key that is refused from a wrong request. */
  @Override
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    String ciphertext = new String(wrapped, US_ASCII);
    if (!CIPHERTEXT.matcher(ciphertext).matches()) {
      throw new IllegalArgumentException("A wrapped key is not in the form of Vault's");
    }
    var item = new JsonObject();
    item.addProperty("ciphertext", ciphertext);
    item.addProperty("context", contextOf(context));
    var items = new JsonArray();
    items.add(item);
    var question = new JsonObject();
    question.add("batch_input", items);
    JsonObject data = data(asked("decrypt", "update", question));
    if (data != null
        && data.get("batch_results") instanceof JsonArray results
        && results.size() == 1) {
      return secret(results.get(0));
    }
    throw new IllegalStateException(address + " answered with another number of keys");
  }

  /** With server and namespace, as others may have a key of that name too. */
  @Override
  public String name() {
    return address.name();
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
    try {
      return Base64.getDecoder().decode(requireNonNull(text(result, "plaintext")));
    } catch (RuntimeException e) { // whose message may show it
      throw new IllegalStateException(address + " answered with what is no key");
    }
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
      String refusal =
          answer.status() == 403
              ? "the token is not valid, or its policies don't allow '%s' on '%s'"
                  .formatted(capability, path)
              : "there is no such key, or no transit engine; look at the setting";
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(address, answer.status(), answer.meaning(refusal)));
    }
    return answer.body();
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
