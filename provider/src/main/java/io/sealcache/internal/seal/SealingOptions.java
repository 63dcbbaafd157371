package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.encryption.Compression;
import io.sealcache.encryption.NonceMode;
import io.sealcache.encryption.Padding;
import io.sealcache.internal.crypto.JcaProvider;
import io.sealcache.internal.store.AgeLimit;
import io.sealcache.internal.store.ValueCarrier;

/**
 * How the entries of one cache are sealed. Immutable.
 *
 * @param context separates applications that share a master key; may be empty
 * @param carrier the type in which the store holds values
 * @param classLoader resolves the application's classes
 * @param maxValueSize the most bytes that a value may encode to, on write and on read
 * @param threadsPerValue the most that seal or open one large value, the caller's included
 * @param tenantsInMemory for how many tenants what was derived is kept; at least 1
 * @param sealingEpochs one for all caches that are sealed in this process
 */
public record SealingOptions(
    String cacheName,
    String context,
    Codec keyCodec,
    Codec valueCodec,
    ValueCarrier carrier,
    ClassLoader classLoader,
    Compression compression,
    Padding padding,
    long maxValueSize,
    AgeLimit ageLimit,
    NonceMode nonce,
    JcaProvider jcaProvider,
    int threadsPerValue,
    int tenantsInMemory,
    SealingEpochs sealingEpochs) {}
