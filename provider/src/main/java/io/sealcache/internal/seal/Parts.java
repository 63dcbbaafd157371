package io.sealcache.internal.seal;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Cuts what a bulk operation is about into parts, each of which is sealed, sent and forgotten soon
 * after the next one: so the operation takes no more memory than that, however much it is about.
 */
public final class Parts {
  private static final int SIZE = StoreView.AT_ONCE;

  private Parts() {}

  public static <K> Iterable<Set<K>> of(Collection<? extends K> keys) {
    return () -> {
      Iterator<? extends K> rest = keys.iterator();
      return parts(
          rest,
          () -> {
            Set<K> part = new LinkedHashSet<>();
            do {
              part.add(rest.next());
            } while (rest.hasNext() && part.size() < SIZE);
            return part;
          });
    };
  }

  public static <K, V> Iterable<Map<K, V>> of(Map<? extends K, ? extends V> entries) {
    return () -> {
      Iterator<? extends Map.Entry<? extends K, ? extends V>> rest = entries.entrySet().iterator();
      return parts(
          rest,
          () -> {
            Map<K, V> part = new LinkedHashMap<>();
            do {
              Map.Entry<? extends K, ? extends V> entry = rest.next();
              part.put(entry.getKey(), entry.getValue());
            } while (rest.hasNext() && part.size() < SIZE);
            return part;
          });
    };
  }

  private static <P> Iterator<P> parts(Iterator<?> rest, Supplier<P> next) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rest.hasNext();
      }

      @Override
      public P next() {
        return next.get();
      }
    };
  }
}
