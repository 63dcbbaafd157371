package io.sealcache;

import static io.sealcache.fixture.UserCode.removing;
import static io.sealcache.fixture.UserCode.setting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The result of each operation, and the statistics that it counts (JSR-107, sections 3 and 12.4).
 */
class OperationResultsTest {
  private static final EntryProcessor<String, Integer, Integer> READ =
      (entry, arguments) -> entry.getValue();

  static Stream<Arguments> counted() {
    return TestStore.with(
        List.of(
            // operation; hits, misses, puts and removals where "a" is 1, and where nothing is
            counted("get", c -> c.get("a"), "1 0 0 0", "0 1 0 0"),
            counted("getAll", c -> c.getAll(Set.of("a", "b")), "1 1 0 0", "0 2 0 0"),
            counted("containsKey", c -> c.containsKey("a"), "0 0 0 0", "0 0 0 0"),
            counted("put", c -> c.put("a", 2), "0 0 1 0", "0 0 1 0"),
            counted("putAll", c -> c.putAll(Map.of("a", 2, "b", 3)), "0 0 2 0", "0 0 2 0"),
            counted("getAndPut", c -> c.getAndPut("a", 2), "1 0 1 0", "0 1 1 0"),
            counted("putIfAbsent", c -> c.putIfAbsent("a", 2), "1 0 0 0", "0 1 1 0"),
            counted("replace", c -> c.replace("a", 2), "1 0 1 0", "0 1 0 0"),
            counted("getAndReplace", c -> c.getAndReplace("a", 2), "1 0 1 0", "0 1 0 0"),
            counted("replace of 1", c -> c.replace("a", 1, 2), "1 0 1 0", "0 1 0 0"),
            counted("remove", c -> c.remove("a"), "0 0 0 1", "0 0 0 0"),
            counted("remove of 1", c -> c.remove("a", 1), "1 0 0 1", "0 1 0 0"),
            counted("getAndRemove", c -> c.getAndRemove("a"), "1 0 0 1", "0 1 0 0"),
            counted("removeAll of some", c -> c.removeAll(Set.of("a", "b")), "0 0 0 1", "0 0 0 0"),
            counted("removeAll", Cache::removeAll, "0 0 0 1", "0 0 0 0"),
            counted("clear", Cache::clear, "0 0 0 0", "0 0 0 0"),
            counted("iterator", c -> c.forEach(entry -> {}), "1 0 0 0", "0 0 0 0"),
            counted("iterator's remove", OperationResultsTest::removeEach, "1 0 0 1", "0 0 0 0"),
            counted("invoke that reads", c -> c.<Integer>invoke("a", READ), "1 0 0 0", "0 1 0 0"),
            counted("invoke that writes", c -> c.invoke("a", setting(2)), "1 0 1 0", "0 1 1 0"),
            counted("invoke that removes", c -> c.invoke("a", removing()), "1 0 0 1", "0 1 0 0"),
            counted("invokeAll", c -> c.invokeAll(Set.of("a", "b"), READ), "1 1 0 0", "0 2 0 0")));
  }

  private static Row counted(
      String title, Consumer<Cache<String, Integer>> operation, String present, String absent) {
    return new Row(title, operation, present, absent);
  }

  private static void removeEach(Cache<String, Integer> cache) {
    for (var entries = cache.iterator(); entries.hasNext(); ) {
      entries.next();
      entries.remove();
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource
  void counted(TestStore store, Row row) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCache<String, Integer> cache =
          fixture.create(
              "numbers", new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));

      row.operation().accept(cache);
      assertThat(counts(cache)).isEqualTo(row.absent());

      cache.put("a", 1);
      cache.remove("b");
      cache.statistics().clear();
      assertThat(counts(cache)).isEqualTo("0 0 0 0");
      row.operation().accept(cache);
      assertThat(counts(cache)).isEqualTo(row.present());
    }
  }

  private static String counts(EncryptedCache<?, ?> cache) {
    CacheStatistics statistics = cache.statistics();
    return statistics.getCacheHits()
        + " "
        + statistics.getCacheMisses()
        + " "
        + statistics.getCachePuts()
        + " "
        + statistics.getCacheRemovals();
  }

  /** An operation, and what it counts. */
  record Row(
      String title, Consumer<Cache<String, Integer>> operation, String present, String absent) {
    @Override
    public String toString() {
      return title;
    }
  }
}
