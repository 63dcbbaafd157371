package io.sealcache.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The JDK's AES-GCM with the least around it: one cipher for all messages, one key, a counter as
 * nonce, {@code nonce | ciphertext | tag} in a new array.
 */
final class BareCipher {
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;

  private final Cipher cipher;
  private final SecretKey key;
  private final byte[] associatedData;
  private long counter;

  BareCipher(SecretKey key, byte[] associatedData) {
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.key = key;
    this.associatedData = associatedData;
  }

  byte[] seal(byte[] plaintext) throws GeneralSecurityException {
    byte[] output = new byte[NONCE_LENGTH + plaintext.length + TAG_LENGTH];
    ByteBuffer.wrap(output).putLong(4, ++counter);
    init(Cipher.ENCRYPT_MODE, output);
    cipher.doFinal(plaintext, 0, plaintext.length, output, NONCE_LENGTH);
    return output;
  }

  byte[] open(byte[] sealed) throws GeneralSecurityException {
    init(Cipher.DECRYPT_MODE, sealed);
    return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
  }

  private void init(int mode, byte[] message) throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, message, 0, NONCE_LENGTH));
    cipher.updateAAD(associatedData);
  }
}
