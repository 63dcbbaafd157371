package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;

/** Value ciphers of which it is known what session and counter they seal with. */
public final class FixedSession {
  private FixedSession() {}

  /**
   * One that seals one value.
   *
   * @param session 12 bytes
   */
  public static ValueCipher cipher(byte[] key, int keyId, byte[] session, long counter) {
    return new ValueCipher(
        key,
        keyId,
        NonceMode.COUNTER,
        JcaProvider.OF_JVM,
        new SealingGate(),
        FixedRandom.session(session, counter),
        SessionClock.SYSTEM);
  }
}
