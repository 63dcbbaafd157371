package io.sealcache;

import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.ValueCipher;
import io.sealcache.keys.MasterKeyText;
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
    byte[] key = master.derive(ValueCipher.KEY_LENGTH, "value", context, tenant, cacheName);
    return new ValueCipher(key, master.id(), NonceMode.RANDOM)
        .seal(plaintext, 0, plaintext.length, Base64.getUrlDecoder().decode(storedKey));
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
