package io.sealcache.core;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** Ciphers as tests need them. */
public final class Ciphers {
  private static final Keyring UNUSED = new Keyring(MasterKey.generate(), List.of(), null);

  private Ciphers() {}

  /** Nonces that spend counters of the source. */
  static Nonces nonces(SessionSource sessions) {
    return new Nonces(sessions, NonceMode.COUNTER);
  }

  static KeyCipher keys(byte[] key, int keyId, String codecName) {
    return new KeyCipher(key, keyId, codecName, JcaProvider.UNTESTED);
  }

  /**
   * @param codec its number, 255 for one that has a name
   * @param name empty for one that has a number
   */
  static ValueFormat format(
      int codec, String name, Compression compression, Padding padding, long maxPayload) {
    EntrySealerBuilder options = EntrySealer.builder(UNUSED, "unused");
    options.valueCodec(codec);
    options.valueCodecName = name;
    return new ValueFormat(
        options.compression(compression).padding(padding).maxPayload(maxPayload));
  }

  static ValueCipher values(byte[] key, int keyId, NonceMode mode) {
    return values(key, keyId, mode, JcaProvider.UNTESTED);
  }

  static ValueCipher values(byte[] key, int keyId, NonceMode mode, JcaProvider provider) {
    return values(key, keyId, mode, provider, options -> {});
  }

  /**
   * @param more what else is asked for
   */
  static ValueCipher values(
      byte[] key,
      int keyId,
      NonceMode mode,
      JcaProvider provider,
      Consumer<EntrySealerBuilder> more) {
    EntrySealerBuilder options = EntrySealer.builder(UNUSED, "unused").nonces(mode);
    more.accept(options);
    return new ValueCipher(key, keyId, options, provider);
  }

  /** One that draws sessions from this generator, and has others by this clock. */
  static ValueCipher values(
      byte[] key, int keyId, NonceMode mode, SecureRandom random, Session.Clock clock) {
    return values(
        key,
        keyId,
        mode,
        JcaProvider.UNTESTED,
        options -> {
          options.random = random;
          options.sessionClock = clock;
        });
  }
}
