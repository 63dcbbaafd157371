package io.sealcache.benchmarks;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The JDK's part of a tenant's first operation with the least around it: HKDF from one master key,
 * and new ciphers under what it gives, each for one message.
 */
final class BareTenant {
  private static final int HASH_LENGTH = 32;
  private static final int SESSION_LENGTH = 20;

  private final SecretKey master = new SecretKeySpec(Sample.bytes(HASH_LENGTH, 1), "HmacSHA256");
  private final byte[] info = Sample.bytes(64, 2);
  private final SecureRandom random = random();

  private static SecureRandom random() {
    try {
      return SecureRandom.getInstance("NativePRNGNonBlocking");
    } catch (GeneralSecurityException e) {
      return new SecureRandom();
    }
  }

  /** Keys for a stored key and for values, and a stored key. */
  String get() throws GeneralSecurityException {
    expand(HASH_LENGTH);
    return new BareKeyCipher(aes(expand(2 * HASH_LENGTH)), 24).seal();
  }

  /** Besides them a session's random bytes, its key, and a value of that length under it. */
  byte[] put(byte[] value) throws GeneralSecurityException {
    get();
    byte[] session = new byte[SESSION_LENGTH];
    random.nextBytes(session);
    Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
    block.init(Cipher.ENCRYPT_MODE, aes(info));
    SecretKey key = aes(block.doFinal(info, 0, HASH_LENGTH));
    return new BareCipher(key, info).seal(value);
  }

  private static SecretKey aes(byte[] bytes) {
    return new SecretKeySpec(bytes, 0, HASH_LENGTH, "AES");
  }

  private byte[] expand(int length) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(master);
    byte[] output = new byte[length];
    for (int filled = 0; filled < length; filled += HASH_LENGTH) {
      mac.update(output, 0, filled);
      mac.update(info);
      mac.doFinal(output, filled);
    }
    return output;
  }
}
