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
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void begin_whereASynchronousListenerIs_tellsItBeforeTheWaitEnds() {
    List<String> told = new ArrayList<>();
    calls.registerListener(
        new MutableCacheEntryListenerConfiguration<>(() -> new Noting(told), null, false, true));

    Runnable begun = calls.beginPutAll(Map.of("a", ONE), SILENT);
    assertThat(told).isEmpty();
    begun.run();
    assertThat(told).containsExactly("CREATED a");

    calls.beginRemoveAll(Set.of("a")).run();
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
