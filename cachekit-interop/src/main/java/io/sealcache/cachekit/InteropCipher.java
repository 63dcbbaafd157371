package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.KeyExhausted;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted entries of {@code interop/v1}: a value's MessagePack under AES-256-GCM, bound to tenant
 * and cache key. It takes no stored value for plaintext, whatever that looks like. Thread-safe;
 * make one for each keyring and keep it.
 *
 * <p>Nonces are 12 random bytes, one of the two ways that the protocol allows. No entry of it says
 * how many there were: change the master key before all programs together have encrypted 2<sup>32
 * </sup> entries with it (NIST SP 800-38D, section 8.3).
 */
public final class InteropCipher {
  private static final long MAX_ENTRIES = 1L << 32;

  private final InteropKeyring keyring;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong left;

  InteropCipher(InteropKeyring keyring, long maxEntries) {
    this.keyring = keyring;
    this.left = new AtomicLong(maxEntries);
  }

  public static InteropCipher of(InteropKeyring keyring) {
    return new InteropCipher(keyring, MAX_ENTRIES);
  }

  /**
   * Encrypts a value with the current key.
   *
   * @param key under which it will be stored, by its {@link InteropKey#text}
   * @param value as {@link InteropCodec#encode} takes it
   * @return a new array, 28 bytes longer than the encoded value
   * @throws Unsupported if the value is none of {@code interop/v1}
   * @throws KeyExhausted after 2<sup>32</sup> calls
   */
  public byte[] encrypt(InteropKey key, @Nullable Object value) {
    byte[] plaintext = InteropCodec.encode(value);
    byte[] associatedData = AssociatedData.of(keyring.tenant(), key.text());
    return SealedBytes.seal(keyring.keys().get(0), nonce(), associatedData, plaintext);
  }

  /**
   * Decrypts what is stored under a key, with the current key and, only where that doesn't
   * authenticate it, with the previous ones in their order.
   *
   * @throws NotAuthentic if no key authenticates it: by cachekit's default a miss, after which the
   *     entry is written anew; worth a count
   * @throws Malformed if an authentic entry is no value of {@code interop/v1}
   */
  public DecryptedEntry decrypt(InteropKey key, byte[] stored) {
    byte[] associatedData = AssociatedData.of(keyring.tenant(), key.text());
    List<TenantKey> keys = keyring.keys();
    for (int i = 0; i < keys.size(); i++) {
      byte[] plaintext = SealedBytes.open(keys.get(i), associatedData, stored);
      if (plaintext != null) {
        return new DecryptedEntry(InteropCodec.decode(plaintext), i);
      }
    }
    throw new NotAuthentic(
        "No key of the keyring authenticates the entry of %d bytes for %s"
            .formatted(stored.length, key));
  }

  private byte[] nonce() {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      throw new KeyExhausted(
          "This cipher has encrypted 2^32 entries; make another master key the current one");
    }
    byte[] nonce = new byte[SealedBytes.NONCE_LENGTH];
    random.nextBytes(nonce);
    return nonce;
  }
}
