package io.sealcache.internal.seal;

import io.sealcache.codec.Codec;
import io.sealcache.encryption.UnreadableReason;
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

  /** What a codec threw. A codec of the application's own, or its library, may quote the entry. */
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

  /** What lies around a codec's bytes is not as this cache has it. */
  static String of(ValueFormat format, byte[] plaintext) {
    return because(format.whyNone(plaintext));
  }

  private static boolean speaks(Codec codec) {
    return SPEAKING.stream().anyMatch(speaking -> speaking.codecName().equals(codec.name()));
  }

  private static String because(String what) {
    return UnreadableReason.UNDECODABLE.explanation() + ": " + what;
  }
}
