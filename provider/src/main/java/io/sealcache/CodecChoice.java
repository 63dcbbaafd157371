package io.sealcache;

import io.sealcache.codec.Codec;

/** Which codec a cache uses. */
sealed interface CodecChoice {
  /** A built-in codec's name, or the name of a class that implements {@link Codec}. */
  record Named(String name) implements CodecChoice {}

  /** A codec that the application made. */
  record Instance(Codec codec) implements CodecChoice {}
}
