package io.sealcache.internal.store.hazelcast;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a cache page by page, with their values. */
interface HazelcastPages {
  /** Begins to read a page; objects are made of the answer by who waits for it. */
  Supplier<Page> begin(Place place);

  /**
   * Where a page begins.
   *
   * @param pointers as members understand them
   */
  record Place(int partition, List<Map.Entry<Integer, Integer>> pointers) {
    // As Hazelcast's own iterators begin.
    private static final List<Map.Entry<Integer, Integer>> BEGINNING =
        List.of(Map.entry(Integer.MAX_VALUE, -1));

    static Place first(int partition) {
      return new Place(partition, BEGINNING);
    }
  }

  /**
   * A page.
   *
   * @param next where its partition goes on; null at its end
   */
  record Page(List<Cache.Entry<String, Object>> entries, @Nullable Place next) {}
}
