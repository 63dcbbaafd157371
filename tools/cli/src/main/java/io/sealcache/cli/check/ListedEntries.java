package io.sealcache.cli.check;

import io.sealcache.KeyCensus;
import io.sealcache.StoredEntries;

/** What the store lists of a cache. */
final class ListedEntries {
  private ListedEntries() {}

  /**
   * @throws UnfitException unless it lists so many, and each is sealed
   */
  static void ensureSealed(StoredEntries entries, long expected) throws UnfitException {
    KeyCensus census = entries.census();
    UnfitException.unless(
        census.entries() == expected && census.others() == 0,
        "of %d entries that were put the store lists %d sealed ones, and %d that are not"
            .formatted(expected, census.entries(), census.others()));
  }
}
