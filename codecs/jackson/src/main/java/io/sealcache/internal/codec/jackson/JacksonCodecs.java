package io.sealcache.internal.codec.jackson;

import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.internal.codec.CodecFactory;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** The codecs json and msgpack. */
public final class JacksonCodecs implements CodecFactory {
  @Override
  public @Nullable Codec codecOf(String codec, String given, ClassLoader applications) {
    if (!codec.equals("json") && !codec.equals("msgpack")) {
      return null;
    }
    boolean by3 = isByJackson3(given);
    try {
      return make(codec.equals("json"), by3, applications);
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "needs Jackson 3 or 2 on the class path, with modules of its version: tools.jackson.core:jackson-databind or com.fasterxml.jackson.core:jackson-databind; Jackson %s was tried"
              .formatted(by3 ? "3" : "2"),
          e);
    }
  }

  private static Codec make(boolean json, boolean by3, ClassLoader applications) {
    if (by3) {
      return json
          ? io.sealcache.codec.jackson3.JsonCodec.withModulesOf(applications)
          : io.sealcache.codec.jackson3.MessagePackCodec.withModulesOf(applications);
    }
    return json
        ? JsonCodec.withModulesOf(applications)
        : MessagePackCodec.withModulesOf(applications);
  }

  /**
   * By a codec's class its version; by its name 3 where it is on the class path, as Spring chooses,
   * and else 2. Both write the same bytes.
   */
  private static boolean isByJackson3(String given) {
    return given.startsWith("io.sealcache.codec.jackson3.")
        || (!given.startsWith("io.sealcache.codec.jackson.") && isJackson3There());
  }

  private static boolean isJackson3There() {
    try {
      Class.forName(
          "tools.jackson.databind.json.JsonMapper", false, JacksonCodecs.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    } catch (LinkageError e) {
      return true; // without a part of it, which will be said
    }
  }
}
