package io.sealcache;

import io.sealcache.keys.KeySource;

/** Which key source of the application's a cache manager uses. */
sealed interface KeySourceChoice {
  /** The name of a class that implements {@link KeySource}. */
  record Named(String className) implements KeySourceChoice {}

  /** A key source that the application made. */
  record Instance(KeySource source) implements KeySourceChoice {}
}
