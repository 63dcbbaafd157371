package io.sealcache.internal.seal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.text.MasterKeyText;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Seals values with the nonces that vectors have. */
final class VectorSealing {
  private VectorSealing() {}

  /** Under the value key of these labels. */
  static byte[] seal(
      FormatEntry labels,
      MasterKey master,
      NonceMode mode,
      byte[] nonce,
      byte[] plaintext,
      byte[] storedKey) {
    return RawCiphers.sealValue(
        secret(labels, master), master.id(), mode, nonce, plaintext, storedKey);
  }

  static byte[] secret(FormatEntry labels, MasterKey master) {
    return master.derive(
        RawCiphers.VALUE_SECRET,
        "value",
        labels.text("context"),
        labels.tenant(),
        labels.text("cache"));
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
