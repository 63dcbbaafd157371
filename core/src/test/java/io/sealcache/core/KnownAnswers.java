package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.objects;
import static io.sealcache.core.TestVectors.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The frozen answers of both layouts, and the check of a cipher against them. */
final class KnownAnswers {
  private static final JsonObject FILE = read("known_answers.json");
  static final byte[] KEY_SECRET = hex(FILE, "keySecret");
  static final byte[] VALUE_SECRET = hex(FILE, "valueSecret");
  static final byte[] VALUE_STORED_KEY = hex(FILE, "valueStoredKey");
  static final int VALUE_KEY_ID = id(FILE, "valueKeyId");

  private KnownAnswers() {}

  static List<JsonObject> storedKeys() {
    return objects(FILE, "storedKeys").toList();
  }

  static List<JsonObject> storedValues() {
    return objects(FILE, "storedValues").toList();
  }

  static KeyCipher keyCipher(JsonObject answer) {
    return keyCipher(answer, JcaProvider.UNTESTED);
  }

  static KeyCipher keyCipher(JsonObject answer, JcaProvider provider) {
    String codec = answer.get("codec").getAsString();
    return new KeyCipher(KEY_SECRET, id(answer, "keyId"), codec, provider);
  }

  static ValueCipher valueCipher(JsonObject answer) {
    return valueCipher(answer, JcaProvider.UNTESTED);
  }

  static ValueCipher valueCipher(JsonObject answer, JcaProvider provider) {
    long counter = Long.parseUnsignedLong(answer.get("counter").getAsString(), 16);
    return Ciphers.values(
        VALUE_SECRET,
        VALUE_KEY_ID,
        NonceMode.COUNTER,
        provider,
        options -> options.random = FixedRandom.session(hex(answer, "session"), counter));
  }

  static void check(KeyCipher cipher, JsonObject answer) {
    byte[] plaintext = hex(answer, "plaintext");
    byte[] storedKey = hex(answer, "storedKey");

    assertThat(cipher.open(storedKey)).as(name(answer)).isEqualTo(plaintext);
    assertThat(cipher.seal(plaintext, 0, plaintext.length)).as(name(answer)).isEqualTo(storedKey);
  }

  /** Seals, so a cipher can be checked once: its counter is then the next one. */
  static byte[] check(ValueCipher cipher, JsonObject answer) {
    byte[] plaintext = valuePlaintext(answer);
    byte[] storedValue =
        cipher.seal(Payload.behindRoom(plaintext, 0, plaintext.length), VALUE_STORED_KEY);

    if (answer.has("storedValue")) {
      assertThat(storedValue).as(name(answer)).isEqualTo(hex(answer, "storedValue"));
    } else {
      assertThat(storedValue).hasSize(answer.get("storedValueLength").getAsInt());
      assertThat(sha256(storedValue)).as(name(answer)).isEqualTo(hex(answer, "sha256"));
    }
    assertThat(cipher.open(storedValue, VALUE_STORED_KEY)).as(name(answer)).isEqualTo(plaintext);
    return storedValue;
  }

  private static byte[] valuePlaintext(JsonObject answer) {
    byte[] plaintext = new byte[answer.get("plaintextLength").getAsInt()];
    for (int i = 0; i < plaintext.length; i++) {
      plaintext[i] = (byte) (i % 251);
    }
    return plaintext;
  }

  private static int id(JsonObject answer, String field) {
    return Integer.parseUnsignedInt(answer.get(field).getAsString(), 16);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
