package io.sealcache;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;

/** Each operation of a cache, to be tried while or after it closes. */
final class EachOperation {
  static final Set<String> KEYS = Set.of("a", "b", "c");

  static final List<Consumer<Cache<String, Integer>>> SINGLE =
      List.of(
          cache -> cache.get("a"),
          cache -> cache.getAll(KEYS),
          cache -> cache.containsKey("a"),
          cache -> cache.put("a", 1),
          cache -> cache.putIfAbsent("b", 1),
          cache -> cache.getAndPut("b", 2),
          cache -> cache.replace("a", 3),
          cache -> cache.replace("a", 3, 4),
          cache -> cache.replace("a", 77, 4),
          cache -> cache.getAndReplace("a", 5),
          cache -> cache.remove("c"),
          cache -> cache.remove("a", 5),
          cache -> cache.getAndRemove("b"),
          Cache::clear,
          cache -> cache.iterator().forEachRemaining(entry -> {}),
          cache ->
              cache.<Object>invoke(
                  "a",
                  (entry, arguments) -> {
                    entry.setValue(9);
                    return 9;
                  }),
          cache -> cache.<Object>invokeAll(KEYS, (entry, arguments) -> entry.getValue()),
          cache -> cache.loadAll(KEYS, false, null),
          cache -> {
            var listener = Recorder.<String, Integer>of().configuration();
            cache.registerCacheEntryListener(listener);
            cache.deregisterCacheEntryListener(listener);
          },
          cache ->
              cache.deregisterCacheEntryListener(Recorder.<String, Integer>of().configuration()));

  static final List<Consumer<Cache<String, Integer>>> BULK_WRITES =
      List.of(
          cache -> cache.putAll(Map.of("a", 1, "b", 2)),
          cache -> cache.removeAll(Set.of("a", "c")),
          Cache::removeAll,
          cache -> cache.loadAll(KEYS, true, null));

  private EachOperation() {}

  /** Of a cache for which all of them work. */
  static EncryptedConfiguration<String, Integer> configuration() {
    return new EncryptedConfiguration<String, Integer>()
        .setStatisticsEnabled(true)
        .setManagementEnabled(true)
        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR))
        .setReadThrough(true)
        .setCacheLoaderFactory(UserCode.loader(String::length));
  }
}
