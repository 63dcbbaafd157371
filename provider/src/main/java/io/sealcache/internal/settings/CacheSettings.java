package io.sealcache.internal.settings;

import io.sealcache.codec.Codec;
import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.keys.TenantResolver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, valid and complete.
 *
 * @param tenant null: none, or the resolver says
 * @param tenantResolver null: the operations are about the same tenant, if any
 * @param javaFilter in the syntax of {@code jdk.serialFilter}; null: by the cache's types
 * @param maxValueSize in bytes, encoded
 * @param maxAge null: the expiry policy says, where it has a constant duration
 */
public record CacheSettings(
    @Nullable String tenant,
    @Nullable Choice<TenantResolver> tenantResolver,
    Choice<Codec> codec,
    Choice<Codec> keyCodec,
    @Nullable String javaFilter,
    Compression compression,
    Padding padding,
    long maxValueSize,
    @Nullable MaxAge maxAge,
    OnUnreadable onUnreadable,
    Duration contentionTimeout,
    NonceMode nonce) {}
