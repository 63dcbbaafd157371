package io.sealcache.processors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code of the application that uses, through the cache, the entry that it is called for. */
@Timeout(60)
class OwnKeyTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Cache<String, Integer> cache(TestStore store) {
    Cache<String, Integer> cache = STORES.create(store, ExclusiveKeyTest.configuration(PATIENCE));
    cache.put("a", 0);
    return cache;
  }

  @OverEachStore
  void processor_changingItsOwnKeyThroughTheCache_failsAtOnce(TestStore store) {
    Cache<String, Integer> cache = cache(store);

    for (Write write : Write.ALL) {
      assertThatExceptionOfType(CacheException.class)
          .as(write.name())
          .isThrownBy(
              () ->
                  cache.<Object>invoke(
                      "a",
                      (entry, arguments) -> {
                        write.operation().accept(cache);
                        return "done";
                      }))
          .withMessageContainingAll(cache.getName(), "through the cache", "MutableEntry");
    }

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 0));
  }

  @OverEachStore
  void processor_readingItsOwnKeyAndChangingAnotherThroughTheCache_works(TestStore store) {
    Cache<String, Integer> cache = cache(store);

    int seen =
        cache.<Integer>invoke(
            "a",
            (entry, arguments) -> {
              cache.put("b", 3);
              cache.invoke("c", ReentrantCode.INCREMENT);
              entry.setValue(cache.get("a") + 1);
              return cache.getAll(Set.of("a", "b")).get("a");
            });

    assertThat(seen).isZero();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1, "b", 3, "c", 1));
  }

  @OverEachStore
  void writer_changingItsOwnKeyThroughTheCache_failsAtOnce(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            ExclusiveKeyTest.configuration(PATIENCE)
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.writer(
                        change -> {
                          if (change.equals("a=1")) {
                            itself.get(0).put("a", 2);
                          }
                        })));
    itself.add(cache);

    assertFail(
        cache,
        any -> any.put("a", 1),
        any -> any.putAll(Map.of("a", 1)),
        any -> any.getAndPut("a", 1));

    assertThat(Stores.contents(cache)).isEmpty();
  }

  @SafeVarargs
  private static void assertFail(
      Cache<String, Integer> cache, Consumer<Cache<String, Integer>>... calls) {
    for (Consumer<Cache<String, Integer>> call : calls) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> call.accept(cache))
          .satisfies(e -> assertThat(e.getMessage() + e.getCause()).contains("through the cache"));
    }
  }

  @OverEachStore
  void processorOfMany_changingItsOwnKeyThroughTheCache_failsAtOnceAndLeavesNothing(
      TestStore store) {
    Cache<String, Integer> cache = cache(store);
    int others = 0;

    for (Write write : Write.ALL) {
      AtomicInteger runs = new AtomicInteger();
      var results =
          cache.<String>invokeAll(
              Set.of("a", "other"),
              (entry, arguments) -> {
                if (entry.getKey().equals("a") && runs.getAndIncrement() == 0) {
                  write.operation().accept(cache);
                }
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return "done";
              });

      assertRefused(write.name(), cache, results.get("a"));
      assertThat(runs).as(write.name()).hasValue(1);
      assertThat(requireNonNull(results.get("other")).get()).isEqualTo("done");
      assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 0, "other", ++others));
    }
  }

  private static void assertRefused(
      String what, Cache<?, ?> cache, @Nullable EntryProcessorResult<?> result) {
    assertThatExceptionOfType(EntryProcessorException.class)
        .as(what)
        .isThrownBy(() -> requireNonNull(result).get())
        .havingCause()
        .isInstanceOf(CacheException.class)
        .withMessageContainingAll(cache.getName(), "through the cache", "MutableEntry");
  }

  @OverEachStore
  void processorOfMany_givenToItsOwnKeyAgain_isRefusedThereAndRunsForTheOthers(TestStore store) {
    Cache<String, Integer> cache = cache(store);
    List<String> nested = new ArrayList<>();
    List<Map<String, EntryProcessorResult<Integer>>> results = new ArrayList<>();

    cache.<Integer>invokeAll(
        Set.of("a", "b"),
        (entry, arguments) -> {
          if (entry.getKey().equals("a")) {
            results.add(
                cache.<Integer>invokeAll(
                    Set.of("a", "b", "c"),
                    (inner, none) -> {
                      nested.add(inner.getKey());
                      return ReentrantCode.INCREMENT.process(inner);
                    }));
          }
          return ReentrantCode.INCREMENT.process(entry);
        });

    assertThat(results).singleElement().satisfies(r -> assertRefused("a", cache, r.get("a")));
    assertThat(nested).containsExactlyInAnyOrder("b", "c");
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1, "b", 2, "c", 1));
  }

  @OverEachStore
  void processor_givenToItsOwnKeyAmongMany_isRefusedThereWithoutARun(TestStore store) {
    Cache<String, Integer> cache = cache(store);
    List<String> nested = new ArrayList<>();

    cache.<String>invoke(
        "a",
        (entry, arguments) -> {
          var results =
              cache.<Integer>invokeAll(
                  Set.of("a", "b"),
                  (inner, none) -> {
                    nested.add(inner.getKey());
                    return ReentrantCode.INCREMENT.process(inner);
                  });
          assertRefused("a", cache, results.get("a"));
          return "done";
        });

    assertThat(nested).containsExactly("b");
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 0, "b", 1));
  }

  /** As one after the other, in either order: no write is lost, and none seen half. */
  @OverEachStore
  void processorOfMany_changingAnotherOfThem_isSeenByItOrComesAfterIt(TestStore store) {
    Cache<String, Integer> cache = cache(store);
    cache.put("b", 0);

    var results =
        cache.<Integer>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              if (entry.getKey().equals("a")) {
                cache.put("b", 10);
              }
              return ReentrantCode.INCREMENT.process(entry);
            });

    int ofB = requireNonNull(results.get("b")).get();
    assertThat(ofB).isIn(1, 11);
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1, "b", ofB == 11 ? 11 : 10));
  }

  @OverEachStore
  void processorOfMany_onceItHasFailed_leavesItsKeyFree(TestStore store) {
    Cache<String, Integer> cache = cache(store);

    cache.<String>invokeAll(
        Set.of("a"),
        (entry, arguments) -> {
          throw new OutOfOrder();
        });
    cache.put("a", 5);

    assertThat(cache.<Integer>invoke("a", ReentrantCode.INCREMENT)).isEqualTo(6);
  }

  @OverEachStore
  void loaderOfWhatIsReplaced_waitingForALoadOfItsOwnKey_failsAtOnce(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            ExclusiveKeyTest.configuration(PATIENCE)
                .setCacheLoaderFactory(
                    UserCode.loader(
                        key -> {
                          UserCode.loadAll(itself.get(0), Set.of(key), true);
                          return 1;
                        })));
    itself.add(cache);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .satisfies(e -> assertThat(e).hasStackTraceContaining("through the cache"));
  }

  @OverEachStore
  void loaderOrWriter_waitingForALoadOfItsOwnKey_failsAtOnce(TestStore store) {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            ExclusiveKeyTest.configuration(PATIENCE)
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.loader(
                        key -> {
                          UserCode.loadAll(itself.get(0), Set.of(key), false);
                          return 1;
                        }))
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.writer(
                        change -> UserCode.loadAll(itself.get(0), Set.of("written"), true))));
    itself.add(cache);

    assertFail(cache, any -> any.get("read"), any -> any.put("written", 1));
  }
}
