package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.MutableEntry;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Redis that has no memory left and evicts nothing. */
@Timeout(120)
class FullRedisTest {
  private static final String NAME = "full";

  @Test
  void write_redisIsFull_throwsAndCountsNothing() throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.REDIS);
        ClientJvm client = store.client()) {
      client.call(FullRedisTest::open);
      StoreInsight.limitMemory(store, 1); // evicting nothing, as it does unless it is told to
      Map<String, String> failed = client.call(FullRedisTest::write);

      assertThat(failed)
          .containsOnlyKeys(
              "put",
              "putAll",
              "putIfAbsent",
              "getAndPut",
              "replace",
              "compare",
              "getAndReplace",
              "invoke")
          .allSatisfy(
              (operation, message) ->
                  assertThat(message)
                      .contains("RedisOutOfMemoryException")
                      .doesNotContain("CANARY"));
      StoreInsight.limitMemory(store, 0);
      long puts = client.call(FullRedisTest::writeAgain);
      assertThat(puts).isEqualTo(2);
    }
  }

  private static boolean open(ClientApplication application) {
    Cache<String, byte[]> cache =
        application.create(
            NAME, new MutableConfiguration<String, byte[]>().setStatisticsEnabled(true));
    cache.put("kept", new byte[] {1});
    return true;
  }

  /** The exception of each operation, by its name. */
  private static Map<String, String> write(ClientApplication application) throws Exception {
    Cache<String, byte[]> cache = application.cache(NAME);
    List<Long> before = counts();
    Map<String, String> failed = new TreeMap<>();
    byte[] more = {2};
    attempt(failed, "put", () -> cache.put("CANARY", more));
    attempt(failed, "putAll", () -> cache.putAll(Map.of("CANARY", more, "CANARY2", more)));
    attempt(failed, "putIfAbsent", () -> cache.putIfAbsent("CANARY", more));
    attempt(failed, "getAndPut", () -> cache.getAndPut("kept", more));
    attempt(failed, "replace", () -> cache.replace("kept", more));
    attempt(failed, "compare", () -> cache.replace("kept", new byte[] {1}, more));
    attempt(failed, "getAndReplace", () -> cache.getAndReplace("kept", more));
    attempt(failed, "invoke", () -> cache.invoke("kept", FullRedisTest::set, more));
    assertThat(counts()).isEqualTo(before).startsWith(1L);
    assertThat(cache.get("kept")).containsExactly(1);
    assertThat(cache.getAll(Set.of("CANARY", "CANARY2"))).isEmpty();
    assertThat(cache.remove("kept")).isTrue(); // takes no memory
    return failed;
  }

  private static long writeAgain(ClientApplication application) throws Exception {
    application.<String, byte[]>cache(NAME).put("kept", new byte[] {1});
    return counts().get(0);
  }

  private static Object set(MutableEntry<String, byte[]> entry, Object... arguments) {
    entry.setValue((byte[]) arguments[0]);
    return true;
  }

  private static void attempt(Map<String, String> failed, String name, Runnable operation) {
    try {
      operation.run();
    } catch (RuntimeException e) {
      failed.put(name, e.toString());
    }
  }

  /** Puts, hits, misses and removals. */
  private static List<Long> counts() throws JMException {
    List<Long> counts = new ArrayList<>();
    for (String attribute : List.of("CachePuts", "CacheHits", "CacheMisses", "CacheRemovals")) {
      counts.add(ClientApplication.attribute("javax.cache:type=CacheStatistics", NAME, attribute));
    }
    return counts;
  }
}
