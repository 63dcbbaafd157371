package io.sealcache;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;

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
              new EncryptedConfiguration<Integer, byte[]>()
                  .setStatisticsEnabled(true)
                  .setCacheLoaderFactory(
                      UserCode.<Integer, byte[]>loader(key -> new byte[LENGTH])));
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
      for (boolean replacing : new boolean[] {false, true}) {
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(keys, replacing, loaded);
        loaded.get();
      }
      cache.removeAll();
      expect(!cache.iterator().hasNext(), "removeAll left nothing");
    }
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
