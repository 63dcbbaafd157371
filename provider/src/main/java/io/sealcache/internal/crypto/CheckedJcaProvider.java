package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;

/**
 * Has a JCA provider do all that it will be used for and compares with the JVM's own: some refuse
 * nonces that they did not choose, or keep a state between two messages.
 */
public final class CheckedJcaProvider {
  private static final int KEY_ID = 1;
  private static final String CODEC = "bytes";

  private final SecureRandom random = new SecureRandom();
  private final JcaProvider provider;

  private CheckedJcaProvider(JcaProvider provider) {
    this.provider = provider;
  }

  /**
   * One provider, for all ciphers.
   *
   * @param name of a provider that the JVM has registered, such as {@code BC}
   * @throws IllegalArgumentException if there is none, or it does not what is needed: AES with keys
   *     of 256 bits as GCM with nonces that the caller chooses, as CBC, and as the bare permutation
   *     of blocks (ECB)
   */
  public static JcaProvider named(String name) {
    Provider found = Security.getProvider(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "This JVM has no JCA provider '%s'; registered are %s"
              .formatted(name, Arrays.toString(Security.getProviders())));
    }
    JcaProvider provider = new JcaProvider(found);
    new CheckedJcaProvider(provider).run();
    return provider;
  }

  private void run() {
    boolean agrees;
    try {
      agrees = keysAgree() && valuesAgree();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          provider + " can't serve: " + e.getMessage() + "; see SECURITY.md for what is needed", e);
    }
    if (!agrees) {
      throw new IllegalArgumentException(provider + " can't serve: it computes another AES");
    }
  }

  private boolean keysAgree() {
    byte[] secret = bytes(KeyCipher.KEY_LENGTH);
    KeyCipher checked = new KeyCipher(secret, KEY_ID, CODEC, provider);
    KeyCipher known = new KeyCipher(secret, KEY_ID, CODEC, JcaProvider.OF_JVM);
    for (int length : new int[] {24, 1, 16, 47}) {
      byte[] plaintext = bytes(length);
      byte[] sealed = checked.seal(plaintext, 0, length);
      if (!Arrays.equals(sealed, known.seal(plaintext, 0, length))
          || !Arrays.equals(plaintext, checked.open(sealed))) {
        return false;
      }
    }
    return true;
  }

  private boolean valuesAgree() {
    byte[] secret = bytes(ValueCipher.KEY_LENGTH);
    byte[] storedKey = bytes(40);
    ValueCipher checked =
        new ValueCipher(secret, KEY_ID, NonceMode.COUNTER, provider, new SealingGate());
    ValueCipher known = new ValueCipher(secret, KEY_ID, NonceMode.COUNTER);
    for (int length : new int[] {100, 1, 100, Envelope.SEGMENT_LENGTH + 1}) {
      byte[] plaintext = bytes(length);
      byte[] sealed = checked.seal(plaintext, 0, length, storedKey);
      if (!Arrays.equals(plaintext, known.open(sealed, storedKey))
          || !Arrays.equals(plaintext, checked.open(sealed, storedKey))) {
        return false;
      }
      sealed[sealed.length - 1] ^= 1;
      if (checked.open(sealed, storedKey) != null) {
        return false;
      }
    }
    return true;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
