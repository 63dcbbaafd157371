package io.sealcache.cli.doctor;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;

/** Whether entries are put, found and removed. */
final class EntryProbes {
  private static final int LARGE = 1 << 20;
  private static final int ENTRIES = 500;

  private EntryProbes() {}

  static String roundTrip(ProbeCaches caches) {
    Cache<String, String> cache = caches.open();
    cache.put("one", "first");
    Verdict.ensure("first".equals(cache.get("one")), "a value that was put is not found");
    Verdict.ensure(cache.containsKey("one"), "a key that was put is not contained");
    Verdict.ensure(
        "first".equals(cache.getAndPut("one", "second")),
        "getAndPut does not give what was there before");
    Verdict.ensure(
        "second".equals(cache.getAndRemove("one")), "a value that was replaced is not found");
    Verdict.ensure(cache.get("one") == null, "an entry that was removed is still there");

    String large = "0123456789abcdef".repeat(LARGE / 16);
    cache.put("large", large);
    Verdict.ensure(
        large.equals(cache.get("large")),
        "a value of %d bytes does not come back as it was".formatted(LARGE));
    return "what was put is found, replaced and removed; also a value of 1 MiB";
  }

  static String manyAtOnce(ProbeCaches caches) {
    Cache<String, String> cache = caches.open();
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      all.put("key " + i, "value " + i);
    }
    cache.putAll(all);
    Verdict.ensure(all.equals(cache.getAll(all.keySet())), "getAll does not give what putAll put");
    ensureIterated(cache, all);

    Set<String> most = new HashSet<>(all.keySet());
    most.removeIf(key -> key.endsWith("1"));
    cache.removeAll(most);
    all.keySet().removeAll(most);
    ensureIterated(cache, all);
    cache.clear();
    ensureIterated(cache, Map.of());
    return "putAll, getAll, removeAll, iteration and clear are about all entries";
  }

  private static void ensureIterated(Cache<String, String> cache, Map<String, String> expected) {
    Map<String, String> found = new TreeMap<>();
    int listed = 0;
    for (Cache.Entry<String, String> entry : cache) {
      found.put(entry.getKey(), entry.getValue());
      listed++;
    }
    Verdict.ensure(
        listed == expected.size() && found.equals(expected),
        "an iteration over %d entries lists %d, of which %d are different"
            .formatted(expected.size(), listed, found.size()));
  }

  static String destruction(ProbeCaches caches) {
    Cache<String, String> cache = caches.open();
    cache.put("one", "first");
    Cache<String, String> fresh = caches.remake(cache);
    Verdict.ensure(
        fresh.get("one") == null && !fresh.iterator().hasNext(),
        "a cache that was destroyed has its entries when it is made again");
    return "a cache that was destroyed and made again is empty";
  }
}
