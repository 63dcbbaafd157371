package io.sealcache.internal.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.text.MasterKeyText;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Seals values with nonces that are known, so that vectors are the same in each build. */
final class VectorSealing {
  private static final int HEADER = RawCiphers.HEADER_LENGTH;
  private static final int PERIOD = EntrySamples.DIGITS.length();

  private VectorSealing() {}

  /** 20 bytes that look random. */
  static byte[] random(long number) {
    byte[] text = ("SealCache vectors, nonce " + number).getBytes(US_ASCII);
    return Arrays.copyOf(Notation.sha256(text), 20);
  }

  /** Under the value key of these labels. */
  static byte[] seal(
      FormatEntry labels,
      MasterKey master,
      NonceMode mode,
      byte[] nonce,
      byte[] plaintext,
      byte[] storedKey) {
    byte[] key =
        master.derive(
            RawCiphers.VALUE_SECRET,
            "value",
            labels.text("context"),
            labels.tenant(),
            labels.text("cache"));
    return RawCiphers.sealValue(key, master.id(), mode, nonce, plaintext, storedKey);
  }

  /** The pieces that a long stored value is made of, in place of itself. */
  static JsonObject described(byte[] nonce, byte[] plaintext, byte[] storedValue) {
    int times = (plaintext.length - HEADER) / PERIOD;
    int end = HEADER + times * PERIOD;
    JsonArray pieces = new JsonArray();
    pieces.add(piece(plaintext, 0, HEADER, 1));
    pieces.add(piece(plaintext, HEADER, HEADER + PERIOD, times));
    pieces.add(piece(plaintext, end, plaintext.length, 1));
    JsonObject sealed = new JsonObject();
    sealed.add("nonce", Notation.hex(nonce));
    sealed.add("plaintext", pieces);
    sealed.add("sha256", Notation.hex(Notation.sha256(storedValue)));
    return sealed;
  }

  private static JsonArray piece(byte[] plaintext, int from, int to, int times) {
    return Notation.array(
        Notation.hex(Arrays.copyOfRange(plaintext, from, to)), new JsonPrimitive(times));
  }

  /** The stored value that was described, under the first of the data keys. */
  static byte[] made(FormatEntry entry) {
    JsonObject sealed = entry.json().getAsJsonObject("sealed");
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    for (JsonElement piece : sealed.getAsJsonArray("plaintext")) {
      byte[] bytes = HexFormat.of().parseHex(piece.getAsJsonArray().get(0).getAsString());
      for (int i = 0; i < piece.getAsJsonArray().get(1).getAsInt(); i++) {
        plaintext.writeBytes(bytes);
      }
    }
    byte[] stored =
        seal(
            entry,
            MasterKeyText.parse(entry.dataKeys().get(0)),
            NonceMode.RANDOM,
            HexFormat.of().parseHex(sealed.get("nonce").getAsString()),
            plaintext.toByteArray(),
            entry.storedKey().bytes());
    if (!sealed.get("sha256").equals(Notation.hex(Notation.sha256(stored)))) {
      throw new AssertionError(entry + " is not what was described");
    }
    return stored;
  }
}
