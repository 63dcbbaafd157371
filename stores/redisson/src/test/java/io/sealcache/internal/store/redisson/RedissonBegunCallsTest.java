package io.sealcache.internal.store.redisson;

import static io.sealcache.internal.store.Stored.entries;
import static io.sealcache.internal.store.Stored.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.misc.CompletableFutureWrapper;

/** Calls about many entries that are begun before they are waited for. */
@Timeout(60)
class RedissonBegunCallsTest {
  private static final SealedBytes ONE = Stored.value("one");
  private static final OperationExpiry SILENT = OperationExpiry.silent();

  private final FakeRedisson redisson = new FakeRedisson();
  private final StoreCalls calls = redisson.calls();

  @AfterEach
  void close() {
    redisson.close();
  }

  @Test
  void begin_returnsBeforeTheStoreAnswers() {
    redisson.silent = true;

    calls.beginPutAll(entries(Map.of("a", ONE)), SILENT);
    calls.beginGetAll(keys("a"), SILENT);
    calls.beginRemoveAll(keys("a"));

    assertThat(redisson.begun).isEqualTo(3);
  }

  @Test
  void begin_onceWaitedFor_hasDoneWhatTheCallDoes() {
    calls.beginPutAll(entries(Map.of("a", ONE)), SILENT).run();
    assertThat(calls.beginGetAll(keys("a", "b"), SILENT).get().of(keys("a", "b")))
        .isEqualTo(entries(Map.of("a", ONE)));

    calls.beginRemoveAll(keys("a")).run();
    assertThat(calls.getAll(keys("a"), SILENT).of(keys("a"))).isEmpty();
  }

  @Test
  void begin_whereASynchronousListenerIs_tellsItBeforeTheWaitEnds() throws Exception {
    List<String> told = new ArrayList<>();
    calls.registerListener(new NotedEvents(told, true));

    Runnable begun = calls.beginPutAll(entries(Map.of("a", ONE)), SILENT);
    assertThat(told).isEmpty();
    redisson.make(begun);
    assertThat(told).containsExactly("CREATED a");

    redisson.make(calls.beginRemoveAll(keys("a")));
    assertThat(told).containsExactly("CREATED a", "REMOVED a");
    assertThat(redisson.begun).isZero();
  }

  @Test
  void begin_interruptedBeforeTheStoreAnswers_ends() {
    redisson.silent = true;
    Runnable begun = calls.beginPutAll(entries(Map.of("a", ONE)), SILENT);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(begun::run)
        .withMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void removeAll_counted_isOneCallWhereRedissonCounts() {
    List<Collection<StoredKey>> asked = new ArrayList<>();
    StoreCalls counting = counting(asked);
    LongAdder counted = new LongAdder();

    counting.removeAll(keys("a", "b", "absent"), counted::add);

    assertThat(asked).containsExactly(keys("a", "b", "absent"));
    assertThat(counted.sum()).isEqualTo(2);
    assertThat(redisson.begun).isZero();
  }

  @Test
  void removeAll_counted_whereRedissonDoesNotCount_isACallForEach() {
    calls.beginPutAll(entries(Map.of("a", ONE, "b", ONE)), SILENT).run();
    redisson.begun = 0;
    LongAdder counted = new LongAdder();

    calls.removeAll(keys("a", "b", "absent"), counted::add);

    assertThat(redisson.begun).isEqualTo(3);
    assertThat(counted.sum()).isEqualTo(2);
    assertThat(calls.getAll(keys("a", "b"), SILENT).of(keys("a", "b"))).isEmpty();
  }

  /** The script of many tells no listener that the caller waits for. */
  @Test
  void removeAll_counted_whereASynchronousListenerIs_tellsItOfEach() throws Exception {
    List<Collection<StoredKey>> asked = new ArrayList<>();
    StoreCalls counting = counting(asked);
    List<String> told = new ArrayList<>();
    counting.registerListener(new NotedEvents(told, true));
    redisson.make(() -> counting.putAll(entries(Map.of("a", ONE)), SILENT));
    LongAdder counted = new LongAdder();

    redisson.make(() -> counting.removeAll(keys("a", "absent"), counted::add));

    assertThat(asked).isEmpty();
    assertThat(told).containsExactly("CREATED a", "REMOVED a");
    assertThat(counted.sum()).isEqualTo(1);
  }

  @Test
  void removeAll_counted_whereRedissonFails_saysSoAndCountsNothing() {
    RuntimeException failure = new CacheException("Redis is gone");
    StoreCalls failing =
        new RedissonCalls(
            new RedissonCache(
                redisson.cache(), keys -> new CompletableFutureWrapper<>(failure), () -> {}),
            true);
    LongAdder counted = new LongAdder();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> failing.removeAll(keys("a"), counted::add))
        .isSameAs(failure);
    assertThat(counted.sum()).isZero();
  }

  /** Calls to one that counts two removals each time. */
  private StoreCalls counting(List<Collection<StoredKey>> asked) {
    return new RedissonCalls(
        new RedissonCache(
            redisson.cache(),
            keys -> {
              asked.add(keys);
              return new CompletableFutureWrapper<>(2L);
            },
            () -> {}),
        true);
  }
}
