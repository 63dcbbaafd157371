package io.sealcache.internal.seal;

import io.sealcache.internal.store.FoundIterator;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Cuts what a bulk operation is about into parts, each of which is sealed, sent and forgotten soon
 * after the next one: so the operation takes no more memory than that, however much it is about.
 */
public final class Parts {
  private static final int SIZE = TenantStore.AT_ONCE;

  private Parts() {}

  public static <K> Iterable<Set<K>> of(Collection<? extends K> keys) {
    return of(keys, LinkedHashSet::new, Set::add);
  }

  public static <K, V> Iterable<Map<K, V>> of(Map<? extends K, ? extends V> entries) {
    return of(
        entries.entrySet(),
        LinkedHashMap::new,
        (part, entry) -> part.put(entry.getKey(), entry.getValue()));
  }

  private static <E, P> Iterable<P> of(
      Iterable<? extends E> all, Supplier<P> making, BiConsumer<P, E> adding) {
    Iterator<? extends E> rest = all.iterator();
    return () ->
        new FoundIterator<>(() -> rest.hasNext() ? part(rest, making.get(), adding) : null);
  }

  private static <E, P> P part(Iterator<? extends E> rest, P part, BiConsumer<P, E> adding) {
    for (int size = 0; size < SIZE && rest.hasNext(); size++) {
      adding.accept(part, rest.next());
    }
    return part;
  }
}
