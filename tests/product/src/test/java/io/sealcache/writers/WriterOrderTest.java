package io.sealcache.writers;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In one JVM the writer of a key is called in the order in which the store changes. */
@Timeout(60)
class WriterOrderTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    mayEnd.countDown();
    threads.shutdownNow();
  }

  /** Whose first write takes until it may end. */
  private Cache<String, Integer> cache(Duration timeout) {
    return STORES.create(
        TestStore.REFERENCE_IMPLEMENTATION,
        UserCode.<String, Integer>writingThrough(
                change -> {
                  written.add(change);
                  if (written.size() == 1) {
                    writing.countDown();
                    await(mayEnd);
                  }
                })
            .setContentionTimeout(timeout)
            .setCacheLoaderFactory(UserCode.loader(key -> 7)));
  }

  private record Second(
      String name, Consumer<Cache<String, Integer>> operation, List<String> writes, int left) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Second> seconds() {
    return Stream.of(
        new Second("put", cache -> cache.put("a", 2), List.of("a=2"), 2),
        new Second("putAll", cache -> cache.putAll(Map.of("a", 2)), List.of("a=2"), 2),
        new Second("getAndPut", cache -> cache.getAndPut("a", 2), List.of("a=2"), 2),
        new Second("replace", cache -> cache.replace("a", 2), List.of("a=2"), 2),
        new Second("replaceIfEqual", cache -> cache.replace("a", 1, 2), List.of("a=2"), 2),
        new Second("getAndReplace", cache -> cache.getAndReplace("a", 2), List.of("a=2"), 2),
        new Second("putIfAbsent", cache -> cache.putIfAbsent("a", 2), List.of(), 1),
        new Second("remove", cache -> cache.remove("a"), List.of("a"), 0),
        new Second("removeIfEqual", cache -> cache.remove("a", 1), List.of("a"), 0),
        new Second("getAndRemove", cache -> cache.getAndRemove("a"), List.of("a"), 0),
        new Second("removeAll", cache -> cache.removeAll(Set.of("a")), List.of("a"), 0),
        // A value that it loaded before the write is outdated by it.
        new Second("loadAll", cache -> UserCode.loadAll(cache, Set.of("a"), true), List.of(), 1),
        new Second(
            "invoke",
            cache ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue(entry.getValue() + 1);
                      return 0;
                    }),
            List.of("a=2"),
            2));
  }

  @ParameterizedTest
  @MethodSource("seconds")
  void operation_whileAnotherThreadWritesTheKeyThrough_waitsForIt(Second second) throws Exception {
    Cache<String, Integer> cache = cache(Duration.ofSeconds(30));
    Future<?> first = threads.submit(() -> cache.put("a", 1));
    await(writing);

    CountDownLatch begun = new CountDownLatch(1);
    Future<?> other =
        threads.submit(
            () -> {
              begun.countDown();
              second.operation.accept(cache);
            });
    await(begun);
    assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(written).containsExactly("a=1");
    mayEnd.countDown();
    first.get();
    other.get();

    assertThat(written.subList(1, written.size())).isEqualTo(second.writes);
    assertThat(Stores.contents(cache).getOrDefault("a", 0)).isEqualTo(second.left);
  }

  @Test
  void put_waitingForLongerThanTheTimeout_failsWithoutWriting() throws Exception {
    Cache<String, Integer> cache = cache(Duration.ofMillis(50));
    Future<?> first = threads.submit(() -> cache.put("a", 1));
    await(writing);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("a", 2))
        .withMessageContainingAll(cache.getName(), "50 ms", "contention-timeout");
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.putAll(Map.of("a", 2, "b", 2)))
        .withMessageContaining("contention-timeout");

    mayEnd.countDown();
    first.get();
    assertThat(written).containsExactly("a=1");
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1));
  }

  @Test
  void get_whoseLoadLostAgainstAPut_givesWhatWasPut() {
    AtomicReference<Cache<String, Integer>> itself = new AtomicReference<>();
    Cache<String, Integer> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            UserCode.<String, Integer>readingThrough(
                key -> {
                  elsewhere(() -> itself.get().put(key, 5));
                  return 9;
                }));
    itself.set(cache);

    assertThat(cache.get("a")).isEqualTo(5);
    assertThat(cache.get("a")).isEqualTo(5);
    assertThat(cache.getAll(Set.of("b"))).isEqualTo(Map.of("b", 5));
  }

  @Test
  void put_interruptedWhileItWaits_failsAndStaysInterrupted() throws Exception {
    Cache<String, Integer> cache = cache(Duration.ofSeconds(30));
    Future<?> first = threads.submit(() -> cache.put("a", 1));
    await(writing);
    AtomicReference<Thread> waiting = new AtomicReference<>();
    Future<Boolean> other =
        threads.submit(
            () -> {
              waiting.set(Thread.currentThread());
              try {
                cache.put("a", 2);
                return false;
              } catch (CacheException e) {
                return Thread.interrupted();
              }
            });
    while (waiting.get() == null) {
      Thread.onSpinWait();
    }

    waiting.get().interrupt();

    assertThat(other.get()).isTrue();
    mayEnd.countDown();
    first.get();
    assertThat(written).containsExactly("a=1");
  }
}
