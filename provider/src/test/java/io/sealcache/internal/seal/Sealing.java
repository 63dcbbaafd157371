package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.MasterKey;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The sealers of a cache, for tests that need no cache. */
public final class Sealing {
  private Sealing() {}

  /** Of a cache of texts. */
  public static Sealers ofTexts(KeySource keys) {
    return of(keys, new StringCodec(), new StringCodec(), 1024);
  }

  /** A plaintext of any form under the current key, as the store of such a cache holds it. */
  static SealedBytes sealed(KeySource keys, StoredKey key, byte[] plaintext) {
    MasterKey master = keys.keyring(null).current();
    return SealedBytes.ofStore(
        RawCiphers.sealValue(
            master.derive(RawCiphers.VALUE_SECRET, "value", "", null, "cache"),
            master.id(),
            plaintext,
            key.bytes()));
  }

  static Sealers of(KeySource keys, Codec keyCodec, Codec valueCodec, int maxValueSize) {
    return of(keys, keyCodec, valueCodec, maxValueSize, null);
  }

  static Sealers of(
      KeySource keys,
      Codec keyCodec,
      Codec valueCodec,
      int maxValueSize,
      @Nullable Duration maxAge) {
    SealingOptions options =
        new SealingOptions(
            "cache",
            "",
            keyCodec,
            Object.class,
            valueCodec,
            requireNonNull(Sealing.class.getClassLoader()),
            Compression.NONE,
            Padding.NONE,
            maxValueSize,
            maxAge,
            NonceMode.COUNTER,
            JcaProvider.ofJvm(),
            1_024);
    return new Sealers(options, keys, new EncryptionStatistics("cache"));
  }
}
