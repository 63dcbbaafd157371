package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener that is in the middle of an event, or not called for one any more. */
@Timeout(120)
class HeldListenerTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** Is in the middle of its first event until it may go on. */
  private static final class Held implements CacheEntryCreatedListener<String, Integer>, Closeable {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch proceed = new CountDownLatch(1);
    final AtomicInteger late = new AtomicInteger();
    private volatile boolean closed;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(event -> late.addAndGet(event.getKey().startsWith("late") ? 1 : 0));
      begun.countDown();
      try {
        proceed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @OverEachStore
  void asynchronousListener_hearsOfNoLaterChangeOnceItIsClosed(TestStore store) throws Exception {
    Held held = new Held();
    EncryptedCache<String, Integer> cache = STORES.create(store);
    CacheEntryListenerConfiguration<String, Integer> configuration =
        new MutableCacheEntryListenerConfiguration<>(() -> held, null, false, false);
    cache.registerCacheEntryListener(configuration);
    Thread putting = new Thread(() -> putMany(cache, "early"));
    putting.start();
    held.begun.await();

    cache.deregisterCacheEntryListener(configuration);

    assertThat(held.closed).isTrue();
    held.proceed.countDown();
    putting.join();
    putMany(cache, "late");
    Recorder<String, Integer> listener = Recorder.of();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
    cache.put("last", 1);
    while (listener.events.isEmpty()) {
      Thread.sleep(5);
    }

    assertThat(held.late).hasValue(0);
  }

  private static void putMany(Cache<String, Integer> cache, String prefix) {
    for (int i = 0; i < 40; i++) {
      cache.put(prefix + i, i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CAFFEINE", "HAZELCAST_MEMBER", "INFINISPAN"})
  void listenerThatDeregistersItself_waitsForNothingAndHearsNothingMore(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    List<String> heard = new CopyOnWriteArrayList<>();
    List<CacheEntryListenerConfiguration<String, Integer>> itself = new ArrayList<>();
    CacheEntryCreatedListener<String, Integer> leaving =
        events -> {
          for (CacheEntryEvent<? extends String, ? extends Integer> event : events) {
            heard.add(event.getKey());
            if (event.getKey().equals("a")) {
              cache.put("within", 1);
              cache.deregisterCacheEntryListener(itself.get(0));
            }
          }
        };
    itself.add(new MutableCacheEntryListenerConfiguration<>(() -> leaving, null, false, true));
    cache.registerCacheEntryListener(itself.get(0));

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> cache.put("a", 1));
    cache.put("b", 1);

    assertThat(heard).containsExactly("a", "within");
  }
}
