package io.sealcache.cachekit;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** Nonce, ciphertext and tag of AES-256-GCM (NIST SP 800-38D), as cachekit stores them. */
final class SealedBytes {
  static final int NONCE_LENGTH = 12;

  private static final int TAG_LENGTH = 16;

  private SealedBytes() {}

  /** The nonce must be new under the key. */
  static byte[] seal(TenantKey key, byte[] nonce, byte[] associatedData, byte[] plaintext) {
    byte[] sealed =
        Arrays.copyOf(nonce, Math.addExact(NONCE_LENGTH + TAG_LENGTH, plaintext.length));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, sealed, associatedData);
      cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_LENGTH);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw failure(e);
    }
  }

  /** The plaintext, null if it is not authentic under this key. */
  static byte @Nullable [] open(TenantKey key, byte[] associatedData, byte[] sealed) {
    if (sealed.length < NONCE_LENGTH + TAG_LENGTH) {
      return null;
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key, sealed, associatedData)
          .doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw failure(e);
    }
  }

  private static Cipher cipher(int mode, TenantKey key, byte[] nonceFirst, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(8 * TAG_LENGTH, nonceFirst, 0, NONCE_LENGTH));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  private static IllegalStateException failure(GeneralSecurityException e) {
    return new IllegalStateException("This JVM's AES/GCM/NoPadding failed", e);
  }
}
