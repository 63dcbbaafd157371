package io.sealcache.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** User code that the engine calls calls the engine again: all must come to an end. */
@Tag("slow")
@Timeout(300)
class DeadlockTest {
  private static final int THREADS = 6;
  private static final int STUCK_AFTER_SECONDS = 150;

  // A thread that a busy machine stops may hold its lock for long; threads that wait for each other
  // are still told before they count as stuck.
  private static StoreFixture over(TestStore store) {
    return StoreFixture.over(store, Map.of("sealcache.contention-timeout", "100s"));
  }

  /** Where threads do wait for each other, until one has waited for too long. */
  private static StoreFixture crossing(TestStore store) {
    return StoreFixture.over(store, Map.of("sealcache.contention-timeout", "100ms"));
  }

  private static void assertStillWorks(Cache<String, Integer> cache, String key) {
    cache.put(key, -1);
    assertThat(cache.<Integer>invoke(key, ReentrantCode.INCREMENT)).isZero();
  }

  static Stream<Arguments> storesWithAndWithoutWriter() {
    return TestStore.with(List.of(false, true));
  }

  // The reference implementation's own pool of locks deadlocks when reads meet bulk writes, even of
  // one thread at a time.
  static Stream<Arguments> storesOfBulkWrites() {
    return storesWithAndWithoutWriter()
        .filter(arguments -> arguments.get()[0] != TestStore.REFERENCE_IMPLEMENTATION);
  }

  @ParameterizedTest
  @MethodSource("storesWithAndWithoutWriter")
  void invoke_processorsUseEachOthersKeys_comeToAnEnd(TestStore store, boolean writer) {
    try (StoreFixture fixture = crossing(store)) {
      Cache<String, Integer> cache = fixture.create("one", configuration(writer));

      runCrossing(thread -> () -> invokeThrough(cache, key(thread), () -> use(cache, thread)));

      assertStillWorks(cache, "a");
      assertStillWorks(cache, "b");
    }
  }

  private static String key(int thread) {
    return thread % 2 == 0 ? "a" : "b";
  }

  private static void use(Cache<String, Integer> cache, int thread) {
    String another = key(thread + 1);
    if (thread < THREADS / 2) {
      cache.invoke(another, ReentrantCode.INCREMENT);
    } else {
      cache.put(another, 1);
      cache.get(another);
    }
  }

  @ParameterizedTest
  @MethodSource("storesWithAndWithoutWriter")
  void invoke_twoCachesCrossing_comeToAnEnd(TestStore store, boolean writer) {
    try (StoreFixture fixture = crossing(store)) {
      Cache<String, Integer> one = fixture.create("one", configuration(writer));
      Cache<String, Integer> other = fixture.create("other", configuration(writer));

      runCrossing(
          thread ->
              thread % 2 == 0
                  ? () ->
                      invokeThrough(one, "key", () -> other.invoke("key", ReentrantCode.INCREMENT))
                  : () ->
                      invokeThrough(
                          other, "key", () -> one.invoke("key", ReentrantCode.INCREMENT)));

      assertStillWorks(one, "key");
      assertStillWorks(other, "key");
    }
  }

  @ParameterizedTest
  @MethodSource("storesOfBulkWrites")
  void putAll_removeAllAndInvokeAllInAllOrders_comeToAnEnd(TestStore store, boolean writer) {
    try (StoreFixture fixture = over(store)) {
      Cache<String, Integer> cache = fixture.create("one", configuration(writer));
      Map<String, Integer> values = Map.of("a", 1, "b", 2, "c", 3, "d", 4);

      runAll(
          thread ->
              switch (thread % 3) {
                case 0 -> () -> cache.putAll(new HashMap<>(values));
                case 1 -> () -> cache.removeAll(values.keySet());
                default -> () -> cache.invokeAll(values.keySet(), ReentrantCode.INCREMENT);
              });

      cache.putAll(values);
      assertThat(cache.getAll(values.keySet())).isEqualTo(values);
    }
  }

  // JSR-107 warns that a listener which changes its own cache may deadlock, and over each of these
  // stores a synchronous one does so without us: the caller waits for it, and it for the caller.
  // The reference implementation's pool of locks deadlocks even when the caches differ.
  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void put_synchronousListenerCallsAnotherCache_comesToAnEnd(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      Cache<String, Integer> cache = fixture.create("one", configuration(false));
      assertListenerMayCall(fixture.create("other", configuration(false)), cache, true);
    }
  }

  // The reference implementation calls asynchronous listeners as it does synchronous ones.
  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void put_asynchronousListenerCallsItsOwnCache_comesToAnEnd(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      Cache<String, Integer> cache = fixture.create("one", configuration(false));
      assertListenerMayCall(cache, cache, false);
    }
  }

  private static void assertListenerMayCall(
      Cache<String, Integer> called, Cache<String, Integer> cache, boolean synchronous) {
    ReentrantCode.CallingListener listener = new ReentrantCode.CallingListener(called);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, synchronous));

    run(
        3,
        thread ->
            thread % 2 == 0
                ? () -> cache.put("key" + thread % 3, 1)
                : () -> cache.invoke("key" + thread % 3, ReentrantCode.INCREMENT));

    assertThat(listener.failures()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void get_loadersCallEachOthersCaches_comesToAnEnd(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      Caches caches = new Caches();
      caches.one =
          fixture.create("one", loading(key -> 1 + requireNonNull(caches.other().get(key))));
      caches.other =
          fixture.create("other", loading(key -> caches.one().containsKey(key) ? 10 : 20));

      runAll(
          thread ->
              () -> {
                caches.one().remove("key");
                caches.one().get("key");
                caches.other().remove("key");
                caches.other().get("key");
                caches.one().getAll(Set.of("key", "another"));
              });

      assertThat(caches.one().get("key")).isIn(11, 21);
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void put_writersCallEachOthersCaches_comesToAnEnd(TestStore store) {
    try (StoreFixture fixture = crossing(store)) {
      Caches caches = new Caches();
      // A negative value has crossed over and goes no further.
      caches.one = fixture.create("one", writing((k, v) -> cross(caches.other(), k, v)));
      caches.other = fixture.create("other", writing((k, v) -> cross(caches.one(), k, v)));

      runCrossing(
          thread ->
              thread % 2 == 0
                  ? () -> caches.one().put("key", 1 + thread)
                  : () -> caches.other().invoke("key", ReentrantCode.INCREMENT));

      assertStillWorks(caches.one(), "key");
      assertStillWorks(caches.other(), "key");
    }
  }

  private static void cross(Cache<String, Integer> cache, String key, int value) {
    if (value > 0) {
      cache.get(key);
      cache.put(key, -value);
    }
  }

  private static void invokeThrough(Cache<String, Integer> cache, String key, Runnable inside) {
    cache.invoke(
        key,
        (entry, arguments) -> {
          inside.run();
          return ReentrantCode.INCREMENT.process(entry);
        });
  }

  private static MutableConfiguration<String, Integer> configuration(boolean writer) {
    return writer ? writing((key, value) -> {}) : new MutableConfiguration<>();
  }

  private static MutableConfiguration<String, Integer> writing(BiConsumer<String, Integer> write) {
    return new MutableConfiguration<String, Integer>()
        .setWriteThrough(true)
        .setCacheWriterFactory(() -> new ReentrantCode.Writer(write));
  }

  private static MutableConfiguration<String, Integer> loading(Function<String, Integer> load) {
    return new MutableConfiguration<String, Integer>()
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> new ReentrantCode.Loader(load));
  }

  private static void runAll(Function<Integer, Runnable> actions) {
    run(20, actions);
  }

  private static void runCrossing(Function<Integer, Runnable> actions) {
    run(
        5,
        thread -> {
          Runnable action = actions.apply(thread);
          return () -> {
            try {
              action.run();
            } catch (CacheException e) {
              assertThat(e).hasStackTraceContaining("contention-timeout");
            }
          };
        });
  }

  private static void run(int times, Function<Integer, Runnable> actions) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, DeadlockTest::daemon);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Runnable action = actions.apply(i);
      running.add(
          threads.submit(
              () -> {
                for (int n = 0; n < times; n++) {
                  action.run();
                }
              }));
    }
    running.forEach(DeadlockTest::join);
    threads.shutdownNow();
  }

  private static void join(Future<?> running) {
    try {
      running.get(STUCK_AFTER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Stuck:\n" + stacks(), e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String stacks() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> text.append(thread).append(Arrays.toString(stack)).append('\n'));
    return text.toString();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "deadlock-test");
    thread.setDaemon(true);
    return thread;
  }

  /** Two caches that know each other. */
  private static final class Caches {
    private @Nullable Cache<String, Integer> one;
    private @Nullable Cache<String, Integer> other;

    Cache<String, Integer> one() {
      return requireNonNull(one);
    }

    Cache<String, Integer> other() {
      return requireNonNull(other);
    }
  }
}
