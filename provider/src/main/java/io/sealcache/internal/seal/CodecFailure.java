package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.core.Outcome.Refused;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import java.io.IOException;
import java.io.ObjectStreamException;
import javax.cache.CacheException;

/**
 * Why an object has no bytes, and authentic bytes are no object, for user code: in words that name
 * classes and hold nothing of the entry.
 */
final class CodecFailure {
  private CodecFailure() {}

  static CacheException ofKey(SealingOptions options, Object key, Exception cause) {
    return encoding(options, options.keyCodec(), "key", "key-codec", key, cause);
  }

  static CacheException ofValue(SealingOptions options, Object value, Exception cause) {
    return encoding(options, options.valueCodec(), "value", "codec", value, cause);
  }

  private static CacheException encoding(
      SealingOptions options,
      Codec codec,
      String what,
      String setting,
      Object object,
      Exception cause) {
    // In our own codecs these name classes, and say what is to be done about each.
    boolean isSaid =
        cause instanceof ObjectStreamException
            && BuiltInCodec.id(codec.name()) != BuiltInCodec.CUSTOM_ID;
    return new CacheException(
        "Cache '%s': codec '%s' can't encode a %s of class %s. %s; or set %s to another codec"
            .formatted(
                options.cacheName(),
                codec.name(),
                what,
                object.getClass().getName(),
                isSaid ? cause.getMessage() : "The cause says what it doesn't take",
                setting),
        cause);
  }

  /**
   * @param length at least, as encoding ends where it is too long
   */
  static CacheException keyTooLong(SealingOptions options, long length) {
    return new CacheException(
        "Cache '%s': a key encodes to %d bytes or more; at most %d are taken. Use a digest of it"
            .formatted(options.cacheName(), length, StoredKey.MAX_PLAINTEXT_LENGTH));
  }

  /**
   * @param length as above
   */
  static CacheException valueTooLong(SealingOptions options, long length) {
    return new CacheException(
        "Cache '%s': a value encodes to %d bytes or more; the setting max-value-size allows %d"
            .formatted(options.cacheName(), length, options.maxValueSize()));
  }

  /** The failure of a codec to decode. A custom codec, or its library, may quote the entry. */
  static String decoding(Codec codec, Throwable thrown) {
    // Those that come with us, except for Arrow, throw such words and nothing else.
    int id = BuiltInCodec.id(codec.name());
    boolean speaks = id != BuiltInCodec.CUSTOM_ID && id != BuiltInCodec.ARROW.id();
    if (speaks && thrown.getMessage() != null) {
      if (thrown instanceof ClassNotFoundException) {
        return because(
            "the class loader of the cache manager finds no class %s, or not all that it needs"
                .formatted(thrown.getMessage()));
      } else if (thrown instanceof IOException) {
        return because(thrown.getMessage());
      }
    }
    return because("codec '%s' threw %s".formatted(codec.name(), thrown.getClass().getName()));
  }

  /** A codec gave nothing. */
  static String decodingToNull(Codec codec) {
    return because("codec '%s' made null of it".formatted(codec.name()));
  }

  /** The kernel refused it, maybe as another codec wrote it. */
  static String refusal(Codec codec, Refused refused) {
    return refused.codec() == 0
        ? refused.explanation()
        : because(
            "it was written by %s, and the cache has '%s'"
                .formatted(BuiltInCodec.describe(refused.codec()), codec.name()));
  }

  /** A codec gave an object of another type. */
  static String ofOtherType(Class<?> configured) {
    return because("it is no " + configured.getName() + ", as the cache is configured with");
  }

  private static String because(String what) {
    return UnreadableReason.UNDECODABLE.explanation() + ": " + what;
  }
}
