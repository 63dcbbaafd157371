package io.sealcache.core;

/** Value ciphers of which it is known what session and counter they seal with. */
public final class FixedSession {
  private FixedSession() {}

  /**
   * One that seals one value.
   *
   * @param session 12 bytes
   */
  public static ValueCipher cipher(byte[] key, int keyId, byte[] session, long counter) {
    return cipher(key, keyId, NonceMode.COUNTER, FixedRandom.session(session, counter));
  }

  /**
   * One whose random nonces are all the same.
   *
   * @param nonce 20 bytes
   */
  public static ValueCipher random(byte[] key, int keyId, byte[] nonce) {
    return cipher(key, keyId, NonceMode.RANDOM, new FixedRandom(nonce));
  }

  private static ValueCipher cipher(byte[] key, int keyId, NonceMode mode, FixedRandom random) {
    return Ciphers.values(key, keyId, mode, new SealingGate(), random, Session.Clock.SYSTEM);
  }
}
