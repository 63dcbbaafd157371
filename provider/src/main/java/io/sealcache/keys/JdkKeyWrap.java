package io.sealcache.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's, under a key that is at hand. */
final class JdkKeyWrap implements KeyWrap {
  private static final String ALGORITHM = "AESWrap";

  private final byte[] key; // guarded by this
  private boolean closed;

  /**
   * @param key taken over
   */
  JdkKeyWrap(byte[] key) {
    this.key = key;
  }

  @Override
  public byte[] wrap(byte[] secret) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.WRAP_MODE, key());
      return cipher.wrap(new SecretKeySpec(secret, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot wrap a key by " + ALGORITHM, e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws InvalidKeyException {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(Cipher.UNWRAP_MODE, key());
      return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot unwrap a key by " + ALGORITHM, e);
    }
  }

  // Under the lock, so that close() never leaves half a key to wrap with.
  private synchronized SecretKey key() {
    if (closed) {
      throw new IllegalStateException("The wrapping key is closed");
    }
    return new SecretKeySpec(key, "AES");
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "JdkKeyWrap";
  }
}
