package io.sealcache.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The JDK's AES-GCM with the least around it: one cipher for all messages, one key, a counter as
 * nonce, {@code nonce | ciphertext | tag} in a new array. Large values are cut as SealCache cuts
 * them, into arrays that are there: each segment is a message of its own.
 */
public final class BareCipher {
  private static final int SEGMENT_LENGTH = 64 * 1024;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;

  private final Cipher cipher;
  private final SecretKey key;
  private final byte[] associatedData;
  private long counter;

  /** With the cipher that the JVM has by default. */
  public BareCipher(SecretKey key, byte[] associatedData) {
    this.key = key;
    this.associatedData = associatedData;
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] seal(byte[] plaintext) throws GeneralSecurityException {
    byte[] output = new byte[NONCE_LENGTH + plaintext.length + TAG_LENGTH];
    ByteBuffer.wrap(output).putLong(4, ++counter);
    init(Cipher.ENCRYPT_MODE, output, 0);
    cipher.doFinal(plaintext, 0, plaintext.length, output, NONCE_LENGTH);
    return output;
  }

  public byte[] open(byte[] sealed) throws GeneralSecurityException {
    init(Cipher.DECRYPT_MODE, sealed, 0);
    return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
  }

  /** The length of what {@link #sealSegments} writes. */
  public static int segmentsLength(int length) {
    int segments = (length + SEGMENT_LENGTH - 1) / SEGMENT_LENGTH;
    return length + segments * (NONCE_LENGTH + TAG_LENGTH);
  }

  public void sealSegments(byte[] plaintext, int length, byte[] output)
      throws GeneralSecurityException {
    ByteBuffer nonces = ByteBuffer.wrap(output);
    for (int done = 0, at = 0; done < length; done += SEGMENT_LENGTH) {
      int segment = Math.min(length - done, SEGMENT_LENGTH);
      nonces.putLong(at + 4, ++counter);
      init(Cipher.ENCRYPT_MODE, output, at);
      at += NONCE_LENGTH;
      at += cipher.doFinal(plaintext, done, segment, output, at);
    }
  }

  public void openSegments(byte[] sealed, byte[] plaintext, int length)
      throws GeneralSecurityException {
    for (int done = 0, at = 0; done < length; done += SEGMENT_LENGTH) {
      int segment = Math.min(length - done, SEGMENT_LENGTH) + TAG_LENGTH;
      init(Cipher.DECRYPT_MODE, sealed, at);
      at += NONCE_LENGTH;
      cipher.doFinal(sealed, at, segment, plaintext, done);
      at += segment;
    }
  }

  private void init(int mode, byte[] message, int at) throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, message, at, NONCE_LENGTH));
    cipher.updateAAD(associatedData);
  }
}
