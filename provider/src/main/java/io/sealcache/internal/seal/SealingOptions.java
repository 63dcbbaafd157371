package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.core.Compression;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.EntrySealerBuilder;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.Keyring;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import java.time.Duration;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache are sealed. Immutable.
 *
 * @param context separates applications that share a master key; may be empty
 * @param keyType what this JVM's code configured: no key is anything else
 * @param classLoader resolves classes of user code
 * @param maxValueSize the most bytes that a value may encode to, on write and on read
 * @param maxAge how long after it was written a value is accepted; null: for ever
 * @param tenantsInMemory for how many tenants what was derived is kept; at least 1
 */
public record SealingOptions(
    String cacheName,
    String context,
    Codec keyCodec,
    Class<?> keyType,
    Codec valueCodec,
    ClassLoader classLoader,
    Compression compression,
    Padding padding,
    long maxValueSize,
    @Nullable Duration maxAge,
    NonceMode nonce,
    JcaProvider jcaProvider,
    int tenantsInMemory) {
  /** The kernel's part, for one tenant under one snapshot of the keyring. */
  EntrySealer sealer(Keyring keyring, @Nullable String tenant) {
    EntrySealerBuilder builder =
        EntrySealer.builder(keyring, cacheName)
            .context(context)
            .tenant(tenant)
            .keyCodec(keyCodec.name())
            .nonces(nonce)
            .compression(compression)
            .padding(padding)
            .maxPayload(maxValueSize)
            .maxAge(maxAge)
            .jcaProvider(jcaProvider);
    String codec = valueCodec.name();
    int number = BuiltInCodec.id(codec);
    return (number == BuiltInCodec.CUSTOM_ID
            ? builder.valueCodec(codec)
            : builder.valueCodec(number))
        .build();
  }

  /** The failure of an operation beside which the cache was closed. */
  IllegalStateException closed(IllegalStateException cause) {
    return new IllegalStateException(
        "Cache '%s' was closed during this call".formatted(cacheName), cause);
  }

  /** The failure of an operation whose tenant's keys were destroyed while it ran. */
  CacheException keysDestroyed(RuntimeException cause) {
    return new CacheException(
        "Cache '%s': the keys of this operation's tenant were destroyed meanwhile; it went no further"
            .formatted(cacheName),
        cause);
  }
}
