package io.sealcache.internal.codec.jackson;

import io.sealcache.codec.Codec;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.internal.codec.CodecFactory;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** The codecs json and msgpack. */
public final class JacksonCodecs implements CodecFactory {
  /**
   * By a codec's class of its version of Jackson; by its name of 3 where it is on the class path,
   * as Spring chooses, and else of 2. Both read what the other wrote.
   */
  @Override
  public @Nullable Codec codecOf(String codec, String given, ClassLoader applications) {
    boolean by3 =
        given.startsWith("io.sealcache.codec.jackson3.")
            || (given.equals(codec) && isJackson3There());
    try {
      return switch (by3 ? codec + 3 : codec) {
        case "json" -> new JsonCodec(applications);
        case "msgpack" -> new MessagePackCodec(applications);
        case "json3" -> new io.sealcache.codec.jackson3.JsonCodec(applications);
        case "msgpack3" -> new io.sealcache.codec.jackson3.MessagePackCodec(applications);
        default -> null;
      };
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "needs Jackson 3 or 2 on the class path, with modules of its version: tools.jackson.core:jackson-databind or com.fasterxml.jackson.core:jackson-databind; Jackson %s was tried"
              .formatted(by3 ? "3" : "2"),
          e);
    }
  }

  private static boolean isJackson3There() {
    try {
      Class.forName(
          "tools.jackson.databind.json.JsonMapper", false, JacksonCodecs.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return e instanceof LinkageError; // without a part of it, which will be said
    }
  }
}
