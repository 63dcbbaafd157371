package io.sealcache.codec.standard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object beside its bytes, ordered by them. */
final class Encoded<T extends @Nullable Object> implements Comparable<Encoded<T>> {
  private final T object;
  private final byte[] bytes;

  Encoded(T object, byte[] bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  /** The elements in the order of their bytes. */
  static List<Encoded<@Nullable Object>> sorted(Collection<?> elements, StandardWriter out)
      throws IOException {
    List<Encoded<@Nullable Object>> sorted = new ArrayList<>();
    for (Object element : elements) {
      sorted.add(new Encoded<>(element, out.encoded(element)));
    }
    Collections.sort(sorted);
    return sorted;
  }

  /** The entries in the order of their keys' bytes. */
  static List<Encoded<Map.Entry<?, ?>>> sorted(Map<?, ?> map, StandardWriter out)
      throws IOException {
    List<Encoded<Map.Entry<?, ?>>> sorted = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      sorted.add(new Encoded<>(entry, out.encoded(entry.getKey())));
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
