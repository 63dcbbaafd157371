package io.sealcache.internal.codec;

import io.sealcache.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the built-in codecs that one artifact has. A service, which SealCache's own class loader
 * finds.
 */
public interface CodecFactory {
  /**
   * The codec that settings call so; null if it is another artifact's.
   *
   * @param codec its name
   * @param given what the setting says: that name, or a codec's class
   * @param applications where a library's own modules are looked for
   * @throws IllegalArgumentException if a library is missing; the message goes on after "which"
   */
  @Nullable Codec codecOf(String codec, String given, ClassLoader applications);
}
