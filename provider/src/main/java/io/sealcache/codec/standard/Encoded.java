package io.sealcache.codec.standard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object beside its bytes, ordered by them. */
final class Encoded<T extends @Nullable Object> implements Comparable<Encoded<T>> {
  private final T object;
  private final byte[] bytes;

  Encoded(T object, byte[] bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  /**
   * The elements in the order of bytes.
   *
   * @param compared gives that of which the bytes are
   */
  static <T extends @Nullable Object> List<Encoded<T>> sorted(
      Collection<? extends T> elements,
      Function<? super T, ? extends @Nullable Object> compared,
      StandardWriter out)
      throws IOException {
    List<Encoded<T>> sorted = new ArrayList<>();
    for (T element : elements) {
      sorted.add(new Encoded<>(element, out.encoded(compared.apply(element))));
    }
    Collections.sort(sorted);
    return sorted;
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
