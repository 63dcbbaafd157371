package io.sealcache.cli.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;

/** Operations on many entries. */
final class BulkProbe implements Probe.Work {
  private static final int ENTRIES = 500;

  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    Cache<String, String> cache = caches.open();
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      all.put("key " + i, "value " + i);
    }
    cache.putAll(all);
    UnfitException.unless(
        all.equals(cache.getAll(all.keySet())), "getAll does not give what putAll put");
    ensureIterated(cache, all);

    Set<String> half = new HashSet<>(all.keySet());
    half.removeIf(key -> key.endsWith("1"));
    cache.removeAll(half);
    all.keySet().removeAll(half);
    ensureIterated(cache, all);
    cache.clear();
    ensureIterated(cache, Map.of());
  }

  private static void ensureIterated(Cache<String, String> cache, Map<String, String> expected)
      throws UnfitException {
    Map<String, String> found = new TreeMap<>();
    int listed = 0;
    for (Cache.Entry<String, String> entry : cache) {
      found.put(entry.getKey(), entry.getValue());
      listed++;
    }
    UnfitException.unless(
        listed == expected.size() && found.equals(expected),
        "an iteration over %d entries lists %d, of which %d are different"
            .formatted(expected.size(), listed, found.size()));
  }
}
