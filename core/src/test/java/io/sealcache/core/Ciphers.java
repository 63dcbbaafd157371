package io.sealcache.core;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** Ciphers as tests need them. */
public final class Ciphers {
  private static final Keyring UNUSED = new Keyring(MasterKey.generate(), List.of(), null);

  private static final FreshRandom UNASKED = new FreshRandom(new SecureRandom(), new SealingGate());

  private Ciphers() {}

  /** What spends counters of the source. */
  static Nonces nonces(SessionSource sessions) {
    return new Nonces(UNASKED, sessions);
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
        Session.Clock.SYSTEM);
  }

  static ValueCipher values(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      SealingGate gate,
      SecureRandom random,
      Session.Clock clock) {
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
      Session.Clock clock) {
    EntrySealerBuilder options = EntrySealer.builder(UNUSED, "unused").nonces(mode).gate(gate);
    options.listener((id, cause) -> listener.accept(cause));
    options.threads = threads;
    options.random = random;
    options.sessionClock = clock;
    return new ValueCipher(key, keyId, options, provider);
  }
}
