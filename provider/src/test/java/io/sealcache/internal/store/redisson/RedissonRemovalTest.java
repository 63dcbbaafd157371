package io.sealcache.internal.store.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A removal whose event is waited for, while others change the entry, or the store says so. */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what never ends hears no interrupt
class RedissonRemovalTest {
  private static final byte[] VALUE = {1};

  private final FakeRedisson redisson = new FakeRedisson();
  private final AtomicInteger comparisons = new AtomicInteger();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Supplier<Boolean> compares = () -> true;
  private final RedissonCalls calls =
      new RedissonCalls(new RedissonCache(contended(), () -> {}), true);

  @BeforeEach
  void listen() {
    calls.registerListener(
        new MutableCacheEntryListenerConfiguration<>(Listener::new, null, true, true));
    calls.put("k", VALUE, OperationExpiry.silent());
    heard.clear();
  }

  @AfterEach
  void close() {
    redisson.close();
  }

  @Test
  void remove_whileOthersChangeTheEntry_removesOnce() throws Exception {
    compares =
        () -> {
          if (comparisons.get() <= 5) {
            redisson.put("k", new byte[] {(byte) (comparisons.get() + 1)});
          }
          return true;
        };

    assertThat(calls.remove("k")).isTrue();

    assertThat(comparisons).hasValue(6);
    redisson.reporter.submit(() -> {}).get();
    assertThat(heard.stream().filter("REMOVED"::equals)).hasSize(1);
    assertThat(redisson.get("k")).isNull();
    assertThat(calls.remove("k")).isFalse();
    assertThat(comparisons).hasValue(6);
  }

  @Test
  void remove_ofWhatAnotherRemovesMeanwhile_isNone() {
    compares =
        () -> {
          redisson.remove("k");
          return true;
        };

    assertThat(calls.remove("k")).isFalse();
    assertThat(comparisons).hasValue(1);
  }

  @Test
  void remove_storeAlwaysSaysThatItChanged_ends() {
    compares = () -> false;
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> calls.remove("k"))
        .withMessageContainingAll("'fake'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(redisson.get("k")).isEqualTo(VALUE);
  }

  private final class Listener implements StoreListener {
    @Override
    public void deliver(Iterable<CacheEntryEvent<? extends String, ?>> events) {
      events.forEach(event -> heard.add(event.getEventType().name()));
    }

    @Override
    public boolean hearsWrites() {
      return true;
    }

    @Override
    public boolean hearsRemovals() {
      return true;
    }

    @Override
    public void dropped() {
      throw new AssertionError("Nothing keeps this listener");
    }
  }

  @SuppressWarnings("unchecked")
  private Cache<String, Object> contended() {
    return (Cache<String, Object>)
        Proxy.newProxyInstance(
            Cache.class.getClassLoader(),
            new Class<?>[] {Cache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("remove") && arguments.length == 2) {
                comparisons.incrementAndGet();
                if (!compares.get()) {
                  return false;
                }
              }
              try {
                return method.invoke(redisson.cache(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
