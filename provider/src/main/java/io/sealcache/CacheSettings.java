package io.sealcache;

import io.sealcache.crypto.NonceMode;
import io.sealcache.store.Compression;
import io.sealcache.store.Padding;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, valid and complete.
 *
 * @param javaFilter in the syntax of {@code jdk.serialFilter}; null: the built-in filter
 * @param maxValueSize in bytes, encoded
 */
record CacheSettings(
    TenantChoice tenant,
    CodecChoice codec,
    CodecChoice keyCodec,
    @Nullable String javaFilter,
    Compression compression,
    Padding padding,
    long maxValueSize,
    MaxAge maxAge,
    OnUnreadable onUnreadable,
    NonceMode nonce) {}
