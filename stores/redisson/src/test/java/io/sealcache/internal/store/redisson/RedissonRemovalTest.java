package io.sealcache.internal.store.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A removal whose event is waited for, while others change the entry, or the store says so. */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what never ends hears no interrupt
class RedissonRemovalTest {
  private static final StoredKey KEY = Stored.key("k");
  private static final SealedBytes VALUE = Stored.value("value");

  private final FakeRedisson redisson = new FakeRedisson();
  private final AtomicInteger comparisons = new AtomicInteger();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Supplier<Boolean> compares = () -> true;
  private final RedissonCalls calls =
      new RedissonCalls(new RedissonCache(contended(), () -> {}), true);

  @BeforeEach
  void listen() {
    calls.registerListener(new NotedEvents(heard, true));
    calls.put(KEY, VALUE, OperationExpiry.silent());
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
            redisson.put(KEY.text(), new byte[] {(byte) (comparisons.get() + 1)});
          }
          return true;
        };

    assertThat(calls.remove(KEY)).isTrue();

    assertThat(comparisons).hasValue(6);
    redisson.reporter.submit(() -> {}).get();
    assertThat(heard.stream().filter("REMOVED k"::equals)).hasSize(1);
    assertThat(redisson.get(KEY.text())).isNull();
    assertThat(calls.remove(KEY)).isFalse();
    assertThat(comparisons).hasValue(6);
  }

  @Test
  void removeAll_removesWhatHasNoKeyOfOursToo() throws Exception {
    redisson.put("no key of ours", VALUE.bytes());

    calls.removeAll();

    assertThat(redisson.iterator().hasNext()).isFalse();
    redisson.reporter.submit(() -> {}).get();
    assertThat(heard).contains("REMOVED k");
  }

  @Test
  void remove_ofWhatAnotherRemovesMeanwhile_isNone() {
    compares =
        () -> {
          redisson.remove(KEY.text());
          return true;
        };

    assertThat(calls.remove(KEY)).isFalse();
    assertThat(comparisons).hasValue(1);
  }

  @Test
  void remove_storeAlwaysSaysThatItChanged_ends() {
    compares = () -> false;
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> calls.remove(KEY))
        .withMessageContainingAll("'fake'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(redisson.get(KEY.text())).isEqualTo(VALUE.bytes());
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
