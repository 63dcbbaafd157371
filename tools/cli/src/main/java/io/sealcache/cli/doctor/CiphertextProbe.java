package io.sealcache.cli.doctor;

import io.sealcache.KeyCensus;
import io.sealcache.StoredEntries;
import javax.cache.Cache;

/** Whether the store lists what was put, sealed, and nothing else. */
final class CiphertextProbe {
  private static final int ENTRIES = 50;

  private CiphertextProbe() {}

  static String run(ProbeCaches caches) {
    Cache<String, String> cache = caches.open();
    for (int i = 0; i < ENTRIES; i++) {
      cache.put("key " + i, "value " + i);
    }
    KeyCensus census = StoredEntries.of(cache).census();
    Verdict.ensure(
        census.entries() == ENTRIES && census.others() == 0,
        "of %d entries that were put the store lists %d sealed ones, and %d that are not"
            .formatted(ENTRIES, census.entries(), census.others()));
    return "each entry that the store lists is sealed";
  }
}
