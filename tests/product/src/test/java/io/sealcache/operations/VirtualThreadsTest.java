package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.fixture.VirtualThreads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.cache.Cache;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Virtual threads that wait in a cache, as Flight Recorder sees them. */
@Timeout(120)
class VirtualThreadsTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int THREADS = 1_000;
  private static final int KEYS = 16;

  /** Before, monitors such as those of the JDK's maps pinned too. */
  @BeforeEach
  void needJdk() {
    Needs.jdk(24);
  }

  @Test
  void threadsThatWaitForLoadsLocksAndWriters_leaveTheirCarriers() {
    Cache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            UserCode.<String, Integer>readingThrough(key -> afterAWait())
                .setContentionTimeout(Duration.ofSeconds(100))
                .setWriteThrough(true)
                .setCacheWriterFactory(UserCode.writer(change -> afterAWait())));
    inEach(thread -> use(cache, thread)); // whoever loads a class may be pinned

    // So may whoever first comes to a class later, but not in each round.
    List<RecordedEvent> pinned = pinned(() -> inEach(thread -> use(cache, thread)));
    for (int round = 1; round < 5 && !pinned.isEmpty(); round++) {
      pinned = pinned(() -> inEach(thread -> use(cache, thread)));
    }
    assertThat(pinned).isEmpty();
    assertThat(cache.get("key-0")).isPositive();
  }

  /** The JVM calls it, so that there is a frame on the stack which is none of Java's. */
  private static final class SlowInitializer {
    static final int VALUE = afterAWait();
  }

  @Test
  void threadThatWaitsInAnInitializerOfItsLoaders_isSeen() {
    Cache<String, Integer> cache =
        STORES.create(
            TestStore.CAFFEINE,
            UserCode.<String, Integer>readingThrough(key -> SlowInitializer.VALUE));

    assertThat(pinned(() -> inEach(thread -> cache.get("key")))).isNotEmpty();
  }

  private static int afterAWait() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    return 1;
  }

  private static void use(Cache<String, Integer> cache, int thread) {
    String key = "key-" + thread % KEYS;
    switch (thread / KEYS % 6) {
      case 0 -> cache.get(key);
      case 1 -> cache.put(key, thread);
      case 2 -> cache.invoke(key, ReentrantCode.INCREMENT);
      case 3 -> cache.remove(key);
      case 4 -> cache.getAll(Set.of(key, "key"));
      default -> cache.getAndPut(key, thread);
    }
  }

  private static void inEach(IntConsumer task) {
    ExecutorService threads = VirtualThreads.executor();
    try {
      List<CompletableFuture<Void>> running =
          IntStream.range(0, THREADS)
              .mapToObj(thread -> CompletableFuture.runAsync(() -> task.accept(thread), threads))
              .toList();
      running.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<RecordedEvent> pinned(Runnable action) {
    return FlightRecording.pinned(action).stream()
        .filter(event -> hasFrame(event, EncryptedCache.class))
        .filter(event -> !hasFrame(event, ClassLoader.class))
        .toList();
  }

  private static boolean hasFrame(RecordedEvent event, Class<?> of) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(method -> method.getType().getName().equals(of.getName()));
  }
}
