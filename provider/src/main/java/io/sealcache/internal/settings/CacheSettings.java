package io.sealcache.internal.settings;

import io.sealcache.core.Compression;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, valid and complete.
 *
 * @param tenant null: none, or the resolver says
 * @param tenantResolver one, or the name of its class; null: the operations are about the same
 *     tenant, if any
 * @param codec one, or its name, or that of its class
 * @param keyCodec as {@code codec}
 * @param javaFilter in the syntax of {@code jdk.serialFilter}; null: by the cache's types
 * @param maxValueSize in bytes, encoded
 * @param maxAge null: the expiry policy says, where it has a constant duration; {@link
 *     SettingValue#FOREVER}
 */
public record CacheSettings(
    @Nullable String tenant,
    @Nullable Object tenantResolver,
    Object codec,
    Object keyCodec,
    @Nullable String javaFilter,
    Compression compression,
    Padding padding,
    long maxValueSize,
    @Nullable Duration maxAge,
    OnUnreadable onUnreadable,
    Duration contentionTimeout,
    NonceMode nonce) {
  /** No values: a codec or resolver may say a secret of itself. */
  @Override
  public String toString() {
    return "CacheSettings";
  }
}
