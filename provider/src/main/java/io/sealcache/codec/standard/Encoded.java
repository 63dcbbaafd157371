package io.sealcache.codec.standard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object beside its bytes, ordered by them. */
final class Encoded<T extends @Nullable Object> implements Comparable<Encoded<T>> {
  private final T object;
  private final byte[] bytes;

  Encoded(T object, byte[] bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  T object() {
    return object;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public int compareTo(Encoded<T> other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }
}
