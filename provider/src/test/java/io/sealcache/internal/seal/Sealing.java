package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.SealingGate;
import io.sealcache.internal.store.AgeLimit;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.KeySource;

/** The sealers of a cache, for tests that need no cache. */
public final class Sealing {
  private Sealing() {}

  /** Of a cache of texts. */
  public static Sealers ofTexts(KeySource keys) {
    return of(keys, new StringCodec(), new StringCodec(), 1024);
  }

  static Sealers of(KeySource keys, Codec keyCodec, Codec valueCodec, int maxValueSize) {
    return of(keys, keyCodec, valueCodec, maxValueSize, ValueCarrier.BYTES, AgeLimit.NONE);
  }

  static Sealers of(
      KeySource keys,
      Codec keyCodec,
      Codec valueCodec,
      int maxValueSize,
      ValueCarrier carrier,
      AgeLimit ageLimit) {
    SealingOptions options =
        new SealingOptions(
            "cache",
            "",
            keyCodec,
            valueCodec,
            carrier,
            requireNonNull(Sealing.class.getClassLoader()),
            Compression.NONE,
            Padding.NONE,
            maxValueSize,
            ageLimit,
            NonceMode.COUNTER,
            JcaProvider.OF_JVM,
            1,
            1_024,
            new SealingGate());
    return new Sealers(options, keys, new EncryptionStatistics("cache"));
  }
}
