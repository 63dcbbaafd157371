package io.sealcache.processors;

import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.UserCode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;

/** A write to {@code a}, which a processor makes 1, and the value that is left. */
record Write(String name, Consumer<Cache<String, Integer>> operation, int left) {
  static final List<Write> ALL =
      List.of(
          new Write("put", cache -> cache.put("a", 5), 5),
          new Write("putAll", cache -> cache.putAll(Map.of("b", 5, "a", 5, "c", 5)), 5),
          new Write("replace", cache -> cache.replace("a", 5), 5),
          new Write("replaceIfEqual", cache -> cache.replace("a", 1, 5), 5),
          new Write("putIfAbsent", cache -> cache.putIfAbsent("a", 5), 1),
          new Write("getAndPut", cache -> cache.getAndPut("a", 5), 5),
          new Write("remove", cache -> cache.remove("a"), 0),
          new Write("getAndRemove", cache -> cache.getAndRemove("a"), 0),
          new Write("removeAll", cache -> cache.removeAll(Set.of("a", "b")), 0),
          new Write("iterator", Write::removeByIterator, 0),
          new Write("loadAll", cache -> UserCode.loadAll(cache, Set.of("a"), true), 1), // outdated
          new Write("invoke", cache -> cache.invoke("a", ReentrantCode.INCREMENT), 2));

  @Override
  public String toString() {
    return name;
  }

  private static void removeByIterator(Cache<String, Integer> cache) {
    Iterator<Cache.Entry<String, Integer>> entries = cache.iterator();
    while (entries.hasNext()) {
      if (entries.next().getKey().equals("a")) {
        entries.remove();
      }
    }
  }
}
