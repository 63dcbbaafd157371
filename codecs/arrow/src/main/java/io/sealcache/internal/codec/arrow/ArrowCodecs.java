package io.sealcache.internal.codec.arrow;

import io.sealcache.codec.Codec;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.internal.codec.CodecFactory;
import org.jspecify.annotations.Nullable;

/** The codec arrow. */
public final class ArrowCodecs implements CodecFactory {
  @Override
  public @Nullable Codec codecOf(String codec, String given, ClassLoader applications) {
    if (!codec.equals("arrow")) {
      return null;
    }
    try {
      return new ArrowCodec();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalArgumentException(
          "needs org.apache.arrow:arrow-vector and arrow-memory-unsafe or arrow-memory-netty on the class path, and the JVM's option --add-opens=java.base/java.nio=ALL-UNNAMED",
          e);
    }
  }
}
