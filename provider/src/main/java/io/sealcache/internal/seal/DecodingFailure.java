package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.core.UnreadableReason;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why authentic bytes are no object, for the application: in words that name classes and hold
 * nothing of the entry.
 */
final class DecodingFailure {
  /** Whose messages are such words; each throws nothing else. */
  private static final Set<BuiltInCodec> SPEAKING =
      EnumSet.complementOf(EnumSet.of(BuiltInCodec.ARROW));

  private DecodingFailure() {}

  /** The failure of a codec. A custom codec, or its library, may quote the entry. */
  static String of(Codec codec, Throwable thrown) {
    if (speaks(codec) && thrown.getMessage() != null) {
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
  static String ofNull(Codec codec) {
    return because("codec '%s' made null of it".formatted(codec.name()));
  }

  /** Another codec wrote it. */
  static String ofOtherCodec(Codec codec, int writer) {
    return because(
        "it was written by %s, and the cache has '%s'"
            .formatted(BuiltInCodec.describe(writer), codec.name()));
  }

  /** A codec gave an object of another type. */
  static String ofOtherType(Class<?> configured) {
    return because("it is no " + configured.getName() + ", as the cache is configured with");
  }

  private static boolean speaks(Codec codec) {
    return SPEAKING.stream().anyMatch(speaking -> speaking.codecName().equals(codec.name()));
  }

  private static String because(String what) {
    return UnreadableReason.UNDECODABLE.explanation() + ": " + what;
  }
}
