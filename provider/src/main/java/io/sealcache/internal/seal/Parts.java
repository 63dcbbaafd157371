package io.sealcache.internal.seal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cuts what a bulk operation is about into parts, each of which is sealed, sent and forgotten soon
 * after the next one: so the operation takes no more memory than that, however much it is about.
 */
public final class Parts {
  private static final int SIZE = StoreView.AT_ONCE;

  private Parts() {}

  public static <K> void of(Collection<? extends K> keys, Consumer<Set<K>> each) {
    Set<K> part = new LinkedHashSet<>();
    for (K key : keys) {
      part.add(key);
      if (part.size() == SIZE) {
        each.accept(part);
        part = new LinkedHashSet<>();
      }
    }
    if (!part.isEmpty()) {
      each.accept(part);
    }
  }

  public static <K, V> void of(Map<? extends K, ? extends V> entries, Consumer<Map<K, V>> each) {
    Map<K, V> part = new LinkedHashMap<>();
    for (Map.Entry<? extends K, ? extends V> entry : entries.entrySet()) {
      part.put(entry.getKey(), entry.getValue());
      if (part.size() == SIZE) {
        each.accept(part);
        part = new LinkedHashMap<>();
      }
    }
    if (!part.isEmpty()) {
      each.accept(part);
    }
  }
}
