package io.sealcache.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * Under a key that stays in a PKCS#11 token, which computes each AES block. The JDK offers no key
 * wrap of a token's own (SunPKCS11 has none up to JDK 25), so the steps between the blocks, RFC
 * 3394, sections 2.2.1 and 2.2.2, are here.
 */
final class TokenKeyWrap implements KeyWrap {
  private static final int HALF = 8;
  private static final int ROUNDS = 6;
  private static final byte[] INITIAL_VALUE = new byte[HALF];

  static {
    Arrays.fill(INITIAL_VALUE, (byte) 0xA6); // section 2.2.3.1
  }

  private final SecretKey key;
  private final Provider token;
  private final Runnable logOut;
  private volatile boolean closed;

  /**
   * @param logOut done when this is closed
   */
  TokenKeyWrap(SecretKey key, Provider token, Runnable logOut) {
    this.key = key;
    this.token = token;
    this.logOut = logOut;
  }

  @Override
  public byte[] wrap(byte[] secret) {
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE);
    byte[] result = new byte[HALF + secret.length];
    System.arraycopy(INITIAL_VALUE, 0, result, 0, HALF);
    System.arraycopy(secret, 0, result, HALF, secret.length);
    int blocks = secret.length / HALF;
    byte[] block = new byte[2 * HALF];
    for (int step = 1; step <= ROUNDS * blocks; step++) {
      int at = HALF * (1 + (step - 1) % blocks);
      System.arraycopy(result, 0, block, 0, HALF);
      System.arraycopy(result, at, block, HALF, HALF);
      byte[] encrypted = permute(cipher, block);
      count(encrypted, step);
      System.arraycopy(encrypted, 0, result, 0, HALF);
      System.arraycopy(encrypted, HALF, result, at, HALF);
    }
    Arrays.fill(block, (byte) 0);
    return result;
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws InvalidKeyException {
    Cipher cipher = cipher(Cipher.DECRYPT_MODE);
    byte[] result = wrapped.clone();
    int blocks = wrapped.length / HALF - 1;
    byte[] block = new byte[2 * HALF];
    for (int step = ROUNDS * blocks; step >= 1; step--) {
      int at = HALF * (1 + (step - 1) % blocks);
      System.arraycopy(result, 0, block, 0, HALF);
      System.arraycopy(result, at, block, HALF, HALF);
      count(block, step);
      byte[] decrypted = permute(cipher, block);
      System.arraycopy(decrypted, 0, result, 0, HALF);
      System.arraycopy(decrypted, HALF, result, at, HALF);
      Arrays.fill(decrypted, (byte) 0);
    }
    Arrays.fill(block, (byte) 0);
    try {
      if (!MessageDigest.isEqual(Arrays.copyOf(result, HALF), INITIAL_VALUE)) {
        throw new InvalidKeyException("Integrity check failed");
      }
      return Arrays.copyOfRange(result, HALF, result.length);
    } finally {
      Arrays.fill(result, (byte) 0);
    }
  }

  private static void count(byte[] block, int step) {
    ByteBuffer halves = ByteBuffer.wrap(block);
    halves.putLong(0, halves.getLong(0) ^ step);
  }

  private Cipher cipher(int mode) {
    if (closed) {
      throw new IllegalStateException("The wrapping key is closed");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", token);
      cipher.init(mode, key);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token cannot use its wrapping key", e);
    }
  }

  private static byte[] permute(Cipher cipher, byte[] block) {
    try {
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token cannot use its wrapping key", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    logOut.run();
  }

  @Override
  public String toString() {
    return "TokenKeyWrap";
  }
}
