package io.sealcache.core;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Options of an {@link EntrySealer}. All who share a cache need the same name, context, tenant and
 * codecs; the others may differ. Not thread-safe.
 */
public final class EntrySealerBuilder {
  final Keyring keyring;
  private final String cacheName;
  @Nullable String tenant;
  private String context = "";
  private String keyCodec = "bytes";
  int valueCodec = 2; // bytes as they are
  String valueCodecName = "";
  NonceMode nonces = NonceMode.COUNTER;
  Compression compression = Compression.NONE;
  Padding padding = Padding.NONE;
  long maxPayload = 128L << 20;
  @Nullable Duration maxAge;
  private @Nullable JcaProvider provider;
  InstantSource clock = InstantSource.system();
  SecureRandom random = SessionSource.randomOfSystem();
  Session.Clock sessionClock = Session.Clock.SYSTEM;

  EntrySealerBuilder(Keyring keyring, String cacheName) {
    this.keyring = keyring;
    this.cacheName = cacheName;
  }

  /** Separates whose entries are in one cache; null, the default: nobody's in particular. */
  public EntrySealerBuilder tenant(@Nullable String name) {
    tenant = name;
    return this;
  }

  /** Separates applications that share a master key; empty by default. */
  public EntrySealerBuilder context(String name) {
    context = name;
    return this;
  }

  /** The name of what makes keys bytes; stored keys of another than {@code bytes} don't open. */
  public EntrySealerBuilder keyCodec(String name) {
    keyCodec = name;
    return this;
  }

  /**
   * The codec of values, by its number in {@code docs/format.md}, 1 to 254; by default 2, bytes as
   * they are. Values of another one are refused.
   */
  public EntrySealerBuilder valueCodec(int number) {
    valueCodec = number;
    valueCodecName = "";
    return this;
  }

  /** The same where it is your own, by a name of 1 to 255 bytes of UTF-8. */
  public EntrySealerBuilder valueCodec(String name) {
    valueCodec = ValueFormat.NAMED_CODEC;
    valueCodecName = name;
    return this;
  }

  /** How nonces are chosen, {@link NonceMode#COUNTER} by default. */
  public EntrySealerBuilder nonces(NonceMode mode) {
    nonces = mode;
    return this;
  }

  /** Whether values are compressed before they are sealed; by default they are not. */
  public EntrySealerBuilder compression(Compression mode) {
    compression = mode;
    return this;
  }

  /** How values' lengths are rounded up; by default not at all. */
  public EntrySealerBuilder padding(Padding mode) {
    padding = mode;
    return this;
  }

  /** The most bytes of a value, sealed or opened: 1 to 2000 MiB; 128 MiB by default. */
  public EntrySealerBuilder maxPayload(long bytes) {
    maxPayload = bytes;
    return this;
  }

  /**
   * How long after it was written a value opens, and 5 seconds more for clocks that differ; null,
   * the default: for ever.
   */
  public EntrySealerBuilder maxAge(@Nullable Duration age) {
    maxAge = age;
    return this;
  }

  /** Whose AES is used; by default the JVM's first ones when the sealer is built. */
  public EntrySealerBuilder jcaProvider(JcaProvider chosen) {
    provider = chosen;
    return this;
  }

  /**
   * Derives the keys.
   *
   * @throws IllegalArgumentException if an option is out of range, a name holds an unpaired
   *     surrogate, or the JVM's JCA providers are not fit
   * @throws IllegalStateException if the keyring is destroyed
   */
  public EntrySealer build() {
    return new EntrySealer(this, provider == null ? JcaProvider.ofJvm() : provider);
  }

  KeyCipher keyCipher(JcaProvider jca) {
    MasterKey index = keyring.indexKey();
    byte[] secret = index.derive(KeyCipher.KEY_LENGTH, "index", context, tenant, cacheName);
    return new KeyCipher(secret, index.id(), keyCodec, jca);
  }

  ValueCipher valueCipher(MasterKey master, JcaProvider jca) {
    byte[] secret = master.derive(ValueCipher.KEY_LENGTH, "value", context, tenant, cacheName);
    return new ValueCipher(secret, master.id(), this, jca);
  }
}
