package io.sealcache.store;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.Codec;
import io.sealcache.codec.StringCodec;
import io.sealcache.crypto.JcaProvider;
import io.sealcache.crypto.NonceMode;
import io.sealcache.keys.KeySource;

/** The sealers of a cache, for tests that need no cache. */
final class Sealing {
  private Sealing() {}

  /** Of a cache of texts. */
  static Sealers ofTexts(KeySource keys) {
    return of(keys, new StringCodec(), new StringCodec(), 1024);
  }

  static Sealers of(KeySource keys, Codec keyCodec, Codec valueCodec, int maxValueSize) {
    SealingOptions options =
        new SealingOptions(
            "cache",
            "",
            keyCodec,
            valueCodec,
            ValueCarrier.BYTES,
            requireNonNull(Sealing.class.getClassLoader()),
            Compression.NONE,
            Padding.NONE,
            maxValueSize,
            AgeLimit.NONE,
            NonceMode.COUNTER,
            JcaProvider.OF_JVM);
    return new Sealers(options, keys, new EncryptionStatistics("cache"));
  }
}
