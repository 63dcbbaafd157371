package io.sealcache.core;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Options of an {@link EntrySealer}. All who share a cache need the same name, context, tenant and
 * codecs; the others may differ. Not thread-safe.
 */
public final class EntrySealerBuilder {
  private static final int BYTES_CODEC = 2;
  private static final long DEFAULT_MAX_PAYLOAD = 128L << 20;
  private static final long LONGEST_PAYLOAD = 2000L << 20;

  private final Keyring keyring;
  private final String cacheName;
  @Nullable String tenant;
  private String context = "";
  private String keyCodec = "bytes";
  private int valueCodec = BYTES_CODEC;
  private String valueCodecName = "";
  private NonceMode nonces = NonceMode.COUNTER;
  private Compression compression = Compression.NONE;
  private Padding padding = Padding.NONE;
  long maxPayload = DEFAULT_MAX_PAYLOAD;
  @Nullable Duration maxAge;
  private @Nullable JcaProvider provider;
  private SealingGate gate = new SealingGate();
  private SealingThreads threads = SealingThreads.OF_CALLER;
  private SealingListener listener = (keyId, cause) -> {};
  InstantSource clock = InstantSource.system();

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

  /**
   * The name of what makes keys bytes, {@code bytes} by default: stored keys of another one don't
   * open.
   */
  public EntrySealerBuilder keyCodec(String name) {
    keyCodec = name;
    return this;
  }

  /**
   * The number of what makes values bytes, by default 2, bytes as they are; {@code docs/format.md}
   * has the numbers. Values of another one are refused.
   *
   * @throws IllegalArgumentException if it is not 1 to 254
   */
  public EntrySealerBuilder valueCodec(int number) {
    if (number < 1 || number >= ValueFormat.NAMED_CODEC) {
      throw new IllegalArgumentException("A codec's number is 1 to 254, not " + number);
    }
    valueCodec = number;
    valueCodecName = "";
    return this;
  }

  /**
   * The name of what makes values bytes, where it is your own.
   *
   * @throws IllegalArgumentException if it has not 1 to 255 bytes of UTF-8
   */
  public EntrySealerBuilder valueCodec(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > 255) {
      throw new IllegalArgumentException("A codec's name has 1 to 255 bytes, not " + length);
    }
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

  /** What values' lengths are rounded up to; by default nothing. */
  public EntrySealerBuilder padding(Padding mode) {
    padding = mode;
    return this;
  }

  /**
   * The most bytes that a value may have, sealed or opened; 128 MiB by default.
   *
   * @throws IllegalArgumentException if it is not 1 to 2000 MiB
   */
  public EntrySealerBuilder maxPayload(long bytes) {
    if (bytes < 1 || bytes > LONGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "The most bytes of a value are 1 to %d, not %d".formatted(LONGEST_PAYLOAD, bytes));
    }
    maxPayload = bytes;
    return this;
  }

  /** How long after it was written a value opens; null, the default: for ever. */
  public EntrySealerBuilder maxAge(@Nullable Duration age) {
    maxAge = age;
    return this;
  }

  /** Whose AES is used; by default the JVM's first ones when the sealer is built. */
  public EntrySealerBuilder jcaProvider(JcaProvider chosen) {
    provider = chosen;
    return this;
  }

  /** What to shut while the process is copied; by default a gate that nobody can shut. */
  public EntrySealerBuilder gate(SealingGate shared) {
    gate = shared;
    return this;
  }

  /**
   * Who helps with values of 2 MiB and more; by default nobody.
   *
   * @param executor may refuse by {@link java.util.concurrent.RejectedExecutionException}, run what
   *     it is given late, or never: the caller waits for nobody
   * @param limit the most threads for one value, the caller's included; at least 1
   */
  public EntrySealerBuilder threads(Executor executor, int limit) {
    threads = new SealingThreads(executor, limit);
    return this;
  }

  /** Who is told what happens to keys; by default nobody. */
  public EntrySealerBuilder listener(SealingListener told) {
    listener = told;
    return this;
  }

  /** The wall clock that values' times of writing and ages are told by. */
  public EntrySealerBuilder clock(InstantSource wall) {
    clock = wall;
    return this;
  }

  /**
   * Derives the keys.
   *
   * @throws IllegalArgumentException if a name holds an unpaired surrogate, or the JVM's JCA
   *     providers are not fit
   * @throws IllegalStateException if the keyring is destroyed
   */
  public EntrySealer build() {
    if (provider == null) {
      provider = JcaProvider.ofJvm();
    }
    return new EntrySealer(this, keyring);
  }

  ValueFormat format() {
    return new ValueFormat(valueCodec, valueCodecName, compression, padding, maxPayload);
  }

  IndexKey indexKey(Keyring keys) {
    return keys.indexKey(KeyCipher.KEY_LENGTH, context, tenant, cacheName);
  }

  KeyCipher keyCipher(IndexKey index) {
    return new KeyCipher(index.secret(), index.id(), keyCodec, requireNonNull(provider));
  }

  ValueCipher valueCipher(MasterKey master) {
    byte[] key = master.derive(ValueCipher.KEY_LENGTH, "value", context, tenant, cacheName);
    try {
      int id = master.id();
      SealingListener told = listener;
      return new ValueCipher(
          key,
          id,
          nonces,
          new ValueCipher.Surroundings(
              requireNonNull(provider),
              gate,
              threads,
              FreshRandom.ofOperatingSystem(),
              SessionClock.SYSTEM),
          cause -> told.sessionBegun(id, cause));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
