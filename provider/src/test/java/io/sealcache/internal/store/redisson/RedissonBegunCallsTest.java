package io.sealcache.internal.store.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.misc.CompletableFutureWrapper;

/** Calls about many entries that are begun before they are waited for. */
@Timeout(60)
class RedissonBegunCallsTest {
  private static final byte[] ONE = "one".getBytes(StandardCharsets.US_ASCII);
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

    calls.beginPutAll(Map.of("a", ONE), SILENT);
    calls.beginGetAll(Set.of("a"), SILENT);
    calls.beginRemoveAll(Set.of("a"));

    assertThat(redisson.begun).isEqualTo(3);
  }

  @Test
  void begin_onceWaitedFor_hasDoneWhatTheCallDoes() {
    calls.beginPutAll(Map.of("a", ONE), SILENT).run();
    assertThat(calls.beginGetAll(Set.of("a", "b"), SILENT).get())
        .containsOnlyKeys("a")
        .containsValue(ONE);

    calls.beginRemoveAll(Set.of("a")).run();
    assertThat(calls.getAll(Set.of("a"), SILENT)).isEmpty();
  }

  @Test
  void begin_whereASynchronousListenerIs_tellsItBeforeTheWaitEnds() throws Exception {
    List<String> told = new ArrayList<>();
    calls.registerListener(
        new MutableCacheEntryListenerConfiguration<>(() -> new Noting(told), null, false, true));

    Runnable begun = calls.beginPutAll(Map.of("a", ONE), SILENT);
    assertThat(told).isEmpty();
    redisson.make(begun);
    assertThat(told).containsExactly("CREATED a");

    redisson.make(calls.beginRemoveAll(Set.of("a")));
    assertThat(told).containsExactly("CREATED a", "REMOVED a");
    assertThat(redisson.begun).isZero();
  }

  @Test
  void begin_interruptedBeforeTheStoreAnswers_ends() {
    redisson.silent = true;
    Runnable begun = calls.beginPutAll(Map.of("a", ONE), SILENT);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(begun::run)
        .withMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void removeAll_counted_isOneCallWhereRedissonCounts() {
    List<Set<String>> asked = new ArrayList<>();
    StoreCalls counting = counting(asked);
    LongAdder counted = new LongAdder();

    counting.removeAll(Set.of("a", "b", "absent"), counted::add);

    assertThat(asked).containsExactly(Set.of("a", "b", "absent"));
    assertThat(counted.sum()).isEqualTo(2);
    assertThat(redisson.begun).isZero();
  }

  @Test
  void removeAll_counted_whereRedissonDoesNotCount_isACallForEach() {
    calls.beginPutAll(Map.of("a", ONE, "b", ONE), SILENT).run();
    redisson.begun = 0;
    LongAdder counted = new LongAdder();

    calls.removeAll(Set.of("a", "b", "absent"), counted::add);

    assertThat(redisson.begun).isEqualTo(3);
    assertThat(counted.sum()).isEqualTo(2);
    assertThat(calls.getAll(Set.of("a", "b"), SILENT)).isEmpty();
  }

  /** The script of many tells no listener that the caller waits for. */
  @Test
  void removeAll_counted_whereASynchronousListenerIs_tellsItOfEach() throws Exception {
    List<Set<String>> asked = new ArrayList<>();
    StoreCalls counting = counting(asked);
    List<String> told = new ArrayList<>();
    counting.registerListener(
        new MutableCacheEntryListenerConfiguration<>(() -> new Noting(told), null, false, true));
    redisson.make(() -> counting.putAll(Map.of("a", ONE), SILENT));
    LongAdder counted = new LongAdder();

    redisson.make(() -> counting.removeAll(Set.of("a", "absent"), counted::add));

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
        .isThrownBy(() -> failing.removeAll(Set.of("a"), counted::add))
        .isSameAs(failure);
    assertThat(counted.sum()).isZero();
  }

  /** Calls to one that counts two removals each time. */
  private StoreCalls counting(List<Set<String>> asked) {
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

  private record Noting(List<String> told) implements StoreListener {
    @Override
    public void deliver(Iterable<CacheEntryEvent<? extends String, ?>> events) {
      events.forEach(event -> told.add(event.getEventType() + " " + event.getKey()));
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
    public void dropped() {}
  }
}
