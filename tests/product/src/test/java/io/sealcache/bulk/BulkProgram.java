package io.sealcache.bulk;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;

/** An application that is about more entries at once than it has memory for their plaintext. */
final class BulkProgram {
  private static final int ENTRIES = 120_000;
  private static final int PUT_AT_ONCE = 5_000;
  private static final int LENGTH = 1_000;

  private BulkProgram() {}

  /** Runs them over Ehcache, whose entries are not in the heap. */
  public static void main(String[] arguments) throws Exception {
    try (StoreFixture fixture =
        StoreFixture.over(
            TestStore.EHCACHE_OFFHEAP,
            Map.of(
                "ehcache.jsr107.config.default",
                String.valueOf(BulkProgram.class.getResource("ehcache-large.xml"))))) {
      Cache<Integer, byte[]> cache =
          fixture.create(
              "large",
              UserCode.<Integer, byte[]>readingThrough(key -> new byte[LENGTH])
                  .setReadThrough(false)
                  .setStatisticsEnabled(true));
      Set<Integer> keys = fill(cache);

      int[] processed = {0};
      cache.<Object>invokeAll(
          keys,
          (entry, none) -> {
            processed[0] += entry.getValue().length;
            entry.setValue(new byte[LENGTH]);
            return null;
          });
      expect(processed[0] == ENTRIES * LENGTH, "invokeAll came to each entry");
      UserCode.loadAll(cache, keys, false);
      cache.removeAll(keys);
      expect(!cache.iterator().hasNext(), "removeAll of keys left nothing");
      UserCode.loadAll(cache, keys, true);
      cache.removeAll();
      expect(!cache.iterator().hasNext(), "removeAll left nothing");
      writeThrough(fixture);
    }
  }

  private static void writeThrough(StoreFixture fixture) {
    int[] written = {0};
    Cache<Integer, byte[]> cache =
        fixture.create("written", UserCode.<Integer, byte[]>writingThrough(change -> written[0]++));
    Set<Integer> keys = fill(cache);
    expect(written[0] == ENTRIES, "putAll wrote each entry through");
    cache.<Object>invokeAll(keys, UserCode.setting(new byte[LENGTH]));
    expect(written[0] == 2 * ENTRIES, "invokeAll wrote each entry through");
    cache.removeAll(keys);
    expect(written[0] == 3 * ENTRIES, "removeAll of keys deleted each entry through");
    expect(!cache.iterator().hasNext(), "removeAll of keys left nothing");
  }

  private static Set<Integer> fill(Cache<Integer, byte[]> cache) {
    Set<Integer> keys = new HashSet<>();
    Map<Integer, byte[]> some = new HashMap<>();
    for (int key = 0; key < ENTRIES; key++) {
      keys.add(key);
      some.put(key, new byte[LENGTH]);
      if (some.size() == PUT_AT_ONCE) {
        cache.putAll(some);
        some.clear();
      }
    }
    return keys;
  }

  private static void expect(boolean fulfilled, String what) {
    if (!fulfilled) {
      throw new AssertionError("Not so: " + what);
    }
  }
}
