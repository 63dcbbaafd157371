package io.sealcache;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javax.cache.Cache;

/** Each operation that touches entries, on the key {@code key}; gives what it answers. */
enum CacheOperation {
  GET(cache -> cache.get("key")),
  GET_ALL(cache -> cache.getAll(Set.of("key", "other"))),
  CONTAINS_KEY(cache -> cache.containsKey("key")),
  LOAD_ALL(
      cache -> {
        UserCode.loadAll(cache, Set.of("key"), false);
        return "";
      }),
  LOAD_ALL_REPLACING(
      cache -> {
        UserCode.loadAll(cache, Set.of("key"), true);
        return "";
      }),
  PUT(
      cache -> {
        cache.put("key", 10);
        return "";
      }),
  PUT_ALL(
      cache -> {
        cache.putAll(Map.of("key", 10, "other", 11));
        return "";
      }),
  PUT_IF_ABSENT(cache -> cache.putIfAbsent("key", 10)),
  GET_AND_PUT(cache -> cache.getAndPut("key", 10)),
  REPLACE(cache -> cache.replace("key", 10)),
  REPLACE_IF_OTHERS(cache -> cache.replace("key", 2, 10)),
  GET_AND_REPLACE(cache -> cache.getAndReplace("key", 10)),
  REMOVE(cache -> cache.remove("key")),
  REMOVE_IF_OTHERS(cache -> cache.remove("key", 2)),
  GET_AND_REMOVE(cache -> cache.getAndRemove("key")),
  REMOVE_ALL_KEYS(
      cache -> {
        cache.removeAll(Set.of("key", "other"));
        return "";
      }),
  REMOVE_ALL(
      cache -> {
        cache.removeAll();
        return "";
      }),
  CLEAR(
      cache -> {
        cache.clear();
        return "";
      }),
  INVOKE(
      cache ->
          cache.<Object>invoke(
              "key",
              (entry, arguments) -> {
                boolean existed = entry.exists();
                entry.setValue(10);
                return existed;
              })),
  INVOKE_ALL(
      cache -> {
        Map<String, Object> answers = new TreeMap<>();
        cache
            .<Object>invokeAll(
                Set.of("key", "other"),
                (entry, arguments) -> {
                  String seen = entry.exists() + "=" + entry.getValue();
                  entry.remove();
                  return seen;
                })
            .forEach((key, result) -> answers.put(key, result.get()));
        return answers;
      }),
  ITERATE_AND_REMOVE(
      cache -> {
        Set<String> seen = new TreeSet<>();
        Iterator<Cache.Entry<String, Integer>> entries = cache.iterator();
        while (entries.hasNext()) {
          Cache.Entry<String, Integer> entry = entries.next();
          seen.add(entry.getKey() + "=" + entry.getValue());
          entries.remove();
        }
        return seen;
      });

  @SuppressWarnings("ImmutableEnumChecker") // each is a lambda that captures nothing
  private final Function<Cache<String, Integer>, Object> action;

  // What is null becomes text, so that answers can be compared.
  @SuppressWarnings("NullAway")
  CacheOperation(Function<Cache<String, Integer>, Object> action) {
    this.action = action;
  }

  String on(Cache<String, Integer> cache) {
    return String.valueOf(action.apply(cache));
  }
}
