package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import javax.cache.CacheException;

/** Why an object has no bytes, for the application: names its class, and never shows it. */
final class EncodingFailure {
  private EncodingFailure() {}

  static CacheException ofKey(SealingOptions options, Object key, Exception cause) {
    return of(options, options.keyCodec(), "key", "key-codec", key, cause);
  }

  static CacheException ofValue(SealingOptions options, Object value, Exception cause) {
    return of(options, options.valueCodec(), "value", "codec", value, cause);
  }

  private static CacheException of(
      SealingOptions options,
      Codec codec,
      String what,
      String setting,
      Object object,
      Exception cause) {
    return new CacheException(
        "Cache '%s': codec '%s' can't encode a %s of class %s. %s; or set %s to another codec"
            .formatted(
                options.cacheName(),
                codec.name(),
                what,
                object.getClass().getName(),
                remedy(codec, cause),
                setting),
        cause);
  }

  /** These name classes, and say what is to be done about each. */
  private static String remedy(Codec codec, Exception cause) {
    return cause instanceof InvalidClassException || cause instanceof NotSerializableException
        ? String.valueOf(cause.getMessage())
        : BuiltInCodec.remedy(codec.name());
  }
}
