package io.sealcache.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * One message under a key of its own, by which a JCA provider's AES-GCM shows what it does. Not
 * thread-safe.
 */
final class GcmProbe {
  private static final int LENGTH = 48;

  private final JcaProvider provider;
  private final SecretKey key;
  private final GCMParameterSpec parameters;
  private final byte[] message = new byte[LENGTH];

  private GcmProbe(JcaProvider provider) {
    this.provider = provider;
    byte[] random = new byte[32 + AesGcm.NONCE_LENGTH];
    new SecureRandom().nextBytes(random);
    this.key = JcaProvider.aesKey(random, 0, 32);
    this.parameters = new GCMParameterSpec(AesGcm.TAG_BITS, random, 32, AesGcm.NONCE_LENGTH);
  }

  static GcmProbe of(JcaProvider provider) {
    return new GcmProbe(provider);
  }

  /** Whether what it seals opens; false if anything fails. */
  boolean opensItsOwn() {
    try {
      return Arrays.equals(open(seal()), message);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** What it throws for a tag that doesn't match; null if nothing, which is no provider for us. */
  @Nullable Exception refusal() throws GeneralSecurityException {
    byte[] sealed = seal();
    sealed[sealed.length - 1] ^= 1;
    try {
      open(sealed);
      return null;
    } catch (GeneralSecurityException | RuntimeException e) {
      return e;
    }
  }

  private byte[] seal() throws GeneralSecurityException {
    byte[] sealed = new byte[LENGTH + Envelope.TAG_LENGTH];
    Cipher cipher = provider.cipher(AesGcm.NAME);
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
    cipher.doFinal(message, 0, LENGTH, sealed, 0);
    return sealed;
  }

  private byte[] open(byte[] sealed) throws GeneralSecurityException {
    byte[] opened = new byte[LENGTH];
    Cipher cipher = provider.cipher(AesGcm.NAME);
    cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    cipher.doFinal(sealed, 0, sealed.length, opened, 0);
    return opened;
  }
}
