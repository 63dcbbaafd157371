package io.sealcache.core;

import java.security.SecureRandom;
import java.util.function.Consumer;

/** Ciphers as tests need them. */
public final class Ciphers {
  private Ciphers() {}

  /** What spends counters of the source. */
  static Nonces nonces(SessionSource sessions) {
    return new Nonces(new FreshRandom(new SecureRandom(), new SealingGate()), sessions);
  }

  static KeyCipher keys(byte[] key, int keyId, String codecName) {
    return new KeyCipher(key, keyId, codecName, JcaProvider.UNTESTED);
  }

  static ValueCipher values(byte[] key, int keyId, NonceMode mode) {
    return values(key, keyId, mode, JcaProvider.UNTESTED, new SealingGate());
  }

  static ValueCipher values(
      byte[] key, int keyId, NonceMode mode, JcaProvider provider, SealingGate gate) {
    return values(key, keyId, mode, provider, gate, cause -> {}, SegmentCrew.Threads.OF_CALLER);
  }

  static ValueCipher values(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      Consumer<SessionCause> listener,
      SegmentCrew.Threads threads) {
    return values(
        key,
        keyId,
        mode,
        provider,
        gate,
        listener,
        threads,
        FreshRandom.ofOperatingSystem(),
        SessionClock.SYSTEM);
  }

  static ValueCipher values(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      SecureRandom random,
      SessionClock clock) {
    return values(
        key,
        keyId,
        mode,
        provider,
        gate,
        cause -> {},
        SegmentCrew.Threads.OF_CALLER,
        random,
        clock);
  }

  static ValueCipher values(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      Consumer<SessionCause> listener,
      SegmentCrew.Threads threads,
      SecureRandom random,
      SessionClock clock) {
    return new ValueCipher(
        key,
        keyId,
        mode,
        new ValueCipher.Surroundings(provider, gate, threads, random, clock),
        listener);
  }
}
