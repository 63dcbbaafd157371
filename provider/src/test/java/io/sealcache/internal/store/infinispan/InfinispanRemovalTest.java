package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.SynchronousEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A removal whose event is waited for, in this JVM's Infinispan or a server's, while others change
 * the entry, or the store says so.
 */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what never ends hears no interrupt
class InfinispanRemovalTest {
  private final Entries entries = new Entries();
  private final InfinispanCalls calls =
      new InfinispanCalls(entries, new SynchronousEvents("orders", new Deaf()), new InThisThread());

  @BeforeEach
  void listen() {
    calls.registerListener(
        new MutableCacheEntryListenerConfiguration<>(Listener::new, null, true, true));
    entries.present.put("k", "value");
  }

  @Test
  void remove_whileOthersChangeTheEntry_removesOnce() {
    entries.others.add(() -> entries.present.put("k", "another's"));
    entries.others.add(() -> entries.present.put("k", "a third's"));

    assertThat(calls.remove("k")).isTrue();

    assertThat(entries.comparisons).isEqualTo(3);
    assertThat(entries.present).isEmpty();
    assertThat(calls.remove("k")).isFalse();
    assertThat(entries.comparisons).isEqualTo(3);
  }

  @Test
  void remove_ofWhatAnotherRemovesMeanwhile_isNone() {
    entries.others.add(() -> entries.present.remove("k"));

    assertThat(calls.remove("k")).isFalse();
    assertThat(entries.comparisons).isEqualTo(1);
  }

  @Test
  void remove_storeAlwaysSaysThatItChanged_ends() {
    entries.refusing = true;
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> calls.remove("k"))
        .withMessageContainingAll("'orders'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(entries.present).containsEntry("k", "value");
  }

  /** A store, and what others do to it, each between a look and what follows. */
  private static final class Entries implements InfinispanEntries<Object> {
    private final Map<String, Object> present = new HashMap<>();
    private final Deque<Runnable> others = new ArrayDeque<>();
    private boolean refusing;
    private int comparisons;

    @Override
    public boolean isEternal() {
      return true;
    }

    @Override
    public Object valueOf(Object seen) {
      return seen;
    }

    @Override
    public @Nullable Object get(String key, OperationExpiry expiry) {
      return present.get(key);
    }

    @Override
    public boolean remove(String key, Object expected) {
      comparisons++;
      if (!others.isEmpty()) {
        others.remove().run();
      }
      return !refusing && present.remove(key, expected);
    }

    @Override
    public boolean remove(String key) {
      throw new AssertionError("An event is waited for, so the value has to be known");
    }

    @Override
    public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
      return Map.of();
    }

    @Override
    public void clear() {}

    @Override
    public Map<String, Object> all() {
      return present;
    }

    @Override
    public String cacheName() {
      return "orders";
    }

    @Override
    public @Nullable Object look(String key) {
      return present.get(key);
    }

    @Override
    public @Nullable Object look(String key, Object expected) {
      return expected;
    }

    @Override
    public boolean create(String key, Object value, Duration creation) {
      return false;
    }

    @Override
    public boolean replaceSeen(String key, Object seen, Object value, @Nullable Duration update) {
      return false;
    }

    @Override
    public boolean removeSeen(String key, Object seen) {
      return false;
    }

    @Override
    public void touchSeen(String key, Object seen, Duration access) {}

    @Override
    public Map<String, Object> lookAll(Set<String> keys) {
      throw unawaited();
    }

    @Override
    public Map<String, Object> lookAll(Map<String, Object> expected) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginCreate(String key, Object value, Duration creation) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginReplace(
        String key, Object seen, Object value, @Nullable Duration update) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginRemove(String key, Object seen) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginTouch(String key, Object seen, Duration access) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginRemove(String key) {
      throw unawaited();
    }

    private static AssertionError unawaited() {
      return new AssertionError("An event is waited for, so nothing is only begun");
    }
  }

  private static final class Listener implements StoreListener {
    @Override
    public void deliver(Iterable<CacheEntryEvent<? extends String, ?>> events) {}

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

  /** Reports nothing, so that a call that changed something waits for a second. */
  private static final class Deaf implements ListenerRegistry {
    @Override
    public void register(CacheEntryListenerConfiguration<String, Object> configuration) {
      requireNonNull(configuration.getCacheEntryListenerFactory().create());
    }

    @Override
    public void deregister(CacheEntryListenerConfiguration<String, Object> configuration) {}
  }

  private static final class InThisThread implements InfinispanSession {
    @Override
    public <T extends @Nullable Object> T call(Supplier<T> call) {
      return call.get();
    }

    @Override
    public void close() {}

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public String describe() {
      return "in this thread";
    }
  }
}
