package io.sealcache;

import io.sealcache.core.MasterKey;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.text.MasterKeyText;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Seals what no cache of this version, or not this one, would seal. */
record Forgery(String masterKey, String context, @Nullable String tenant, String cacheName) {

  /** With the very key that a cache of the fixture has. */
  static Forgery in(String cacheName) {
    return new Forgery(StoreFixture.MASTER_KEY, "", null, cacheName);
  }

  /** What is stored under {@code storedKey}, with this plaintext. */
  byte[] seal(String storedKey, byte[] plaintext) {
    MasterKey master = MasterKeyText.parse(masterKey);
    byte[] key = master.derive(RawCiphers.VALUE_SECRET, "value", context, tenant, cacheName);
    return RawCiphers.sealValue(
        key, master.id(), plaintext, Base64.getUrlDecoder().decode(storedKey));
  }

  static byte[] plaintext(int flags, int codec, long writeTimeMillis, byte... payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putShort((short) (flags << 8 | codec))
        .putShort((short) (writeTimeMillis >>> 32))
        .putInt((int) writeTimeMillis)
        .put(payload)
        .array();
  }
}
