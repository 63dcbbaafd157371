package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.ReentrantCode;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Synchronous listeners that change entries which other threads change or wait for. */
@Timeout(60)
class ListenerWaitsTest {
  @RegisterExtension private static final Stores STORES = new Stores();
  private static final Duration FOREVER = Duration.ofMinutes(10);

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final Queue<String> written = new ConcurrentLinkedQueue<>();

  /** The act of the listener, with the key and the value that it is told of. */
  private BiConsumer<String, Integer> code = (key, value) -> {};

  /** Tells the caller of a change what the code throws. */
  private final class Listener
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(event -> code.accept(event.getKey(), event.getValue()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      onCreated(events);
    }
  }

  private Cache<String, Integer> cache(TestStore store, Duration timeout, boolean writes) {
    EncryptedConfiguration<String, Integer> configuration =
        new EncryptedConfiguration<String, Integer>()
            .setContentionTimeout(timeout)
            .addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(Listener::new, null, false, true));
    if (writes) {
      configuration.setWriteThrough(true).setCacheWriterFactory(UserCode.writer(written::add));
    }
    return STORES.create(store, configuration);
  }

  /** Puts it as another JVM would, and waits for the listener. */
  private static Runnable plantingThree(Cache<String, Integer> cache) {
    cache.put("k", 3);
    RawCache raw = STORES.raw(cache);
    String key = raw.onlyKey();
    byte[] three = raw.value(key).clone();
    cache.put("k", 1);
    return () -> raw.plant(key, three);
  }

  @Test
  void processorsAndListenersOfOneEntry_runOneAfterTheOther() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, FOREVER, false);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    EntryProcessor<String, Integer, Integer> look =
        (entry, none) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          return running.decrementAndGet();
        };
    code = (key, value) -> cache.invoke(key, look);
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      changes.add(
          load.start(
              () -> {
                for (int n = 0; n < 100; n++) {
                  cache.invoke("k", look);
                  cache.invoke("k", ReentrantCode.INCREMENT);
                }
              }));
    }

    for (Future<?> each : changes) {
      each.get();
    }
    assertThat(most).hasValue(1);
    assertThat(cache.get("k")).isEqualTo(600);
  }

  @Test
  void listener_goesPastAWriterThatWaitsForTheCallThatTellsIt() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, FOREVER, true);
    Thread waits = new Thread(() -> cache.put("k", 5));
    code =
        (key, value) -> {
          if (value == 1) {
            waits.start();
            Calls.awaitTimedWaiting(waits);
            cache.remove("k");
            assertThat(waits.isAlive()).isTrue();
          }
        };

    cache.getAndPut("k", 1);

    waits.join();
    assertThat(written).containsExactly("k=1", "k", "k=5");
    assertThat(cache.get("k")).isEqualTo(5);
  }

  @Test
  void listener_amongProcessorsThatTakeTurns_hasItsTurn() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, Duration.ofSeconds(5), false);
    Runnable planting = plantingThree(cache);
    code =
        (key, value) -> {
          if (value == 3) {
            cache.remove("k");
          }
        };
    AtomicBoolean isOver = new AtomicBoolean();
    EntryProcessor<String, Integer, Boolean> turn =
        (entry, none) -> {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          return isOver.get();
        };
    List<Future<?>> turns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      turns.add(
          load.start(
              () -> {
                while (!isOver.get()) {
                  cache.invoke("k", turn);
                }
                return isOver;
              }));
    }

    planting.run();

    assertThat(cache.get("k")).isNull();
    isOver.set(true);
    for (Future<?> each : turns) {
      each.get();
    }
  }

  @Test
  void listenerThatWaitsForAProcessor_goesOnOnceThatIsInTheStore() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.CAFFEINE, FOREVER, false);
    Runnable planting = plantingThree(cache);
    CountDownLatch told = new CountDownLatch(1);
    code =
        (key, value) -> {
          if (value == 3) {
            told.countDown();
            cache.remove("k");
          }
        };
    Future<?> processing =
        load.start(
            () ->
                cache.<Object>invoke(
                    "k",
                    (entry, none) -> {
                      load.loading.countDown();
                      SlowLoad.await(load.mayEnd);
                      entry.setValue(2);
                      return "done";
                    }));
    SlowLoad.await(load.loading);
    Future<?> planted = load.start(planting);
    SlowLoad.await(told);
    assertThatThrownBy(() -> planted.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    load.mayEnd.countDown();

    planted.get(20, TimeUnit.SECONDS);
    processing.get(20, TimeUnit.SECONDS);
  }

  @Test
  void listenersThatChangeEachOthersEntries_endByTheTimeout() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.INFINISPAN, Duration.ofMillis(300), false);
    CountDownLatch both = new CountDownLatch(2);
    code =
        (key, value) -> {
          if (value == 1) {
            both.countDown();
            SlowLoad.await(both);
            cache.put(key.equals("a") ? "b" : "a", 2);
          }
        };

    List<Future<?>> changes =
        List.of(
            load.start(() -> cache.getAndPut("a", 1)), load.start(() -> cache.getAndPut("b", 1)));

    for (Future<?> each : changes) {
      try {
        each.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) { // one of them, or both
        assertThat(e).rootCause().hasMessageContaining("contention-timeout");
      }
    }
    cache.put("a", 3);
    assertThat(cache.get("a")).isEqualTo(3);
  }

  /** Nor does any other thread write through what the listener's call may still write again. */
  @Test
  void listenerThatChangesAnotherEntry_waitsWhereThereIsAWriter() throws Exception {
    Cache<String, Integer> cache = cache(TestStore.INFINISPAN, Duration.ofMillis(300), true);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Runnable writing =
        () ->
            failures.add(
                assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> cache.put("other", 2))
                    .actual());
    code =
        (key, value) -> {
          if (key.equals("other")) {
            load.loading.countDown();
            SlowLoad.await(load.mayEnd);
          } else {
            writing.run();
          }
        };
    Future<?> first = load.start(() -> cache.put("other", 1));
    SlowLoad.await(load.loading);

    writing.run();
    cache.put("told", 1);

    assertThat(failures)
        .hasSize(2)
        .allSatisfy(e -> assertThat(e).hasMessageContaining("contention-timeout"));
    assertThat(written).containsExactly("other=1", "told=1");
    load.mayEnd.countDown();
    first.get();
  }
}
