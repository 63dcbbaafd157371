package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.SynchronousEvents;
import io.sealcache.internal.store.ValueCarrier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.CacheException;
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
  private static final StoredKey KEY = Stored.key("k");
  private static final SealedBytes VALUE = Stored.value("value");

  private final Entries entries = new Entries();
  private final InfinispanCalls calls =
      new InfinispanCalls(entries, new SynchronousEvents("orders", new Deaf()), new InThisThread());

  @BeforeEach
  void listen() {
    calls.registerListener(new NotedEvents(List.of(), true));
    entries.present.put(KEY, VALUE);
  }

  @Test
  void remove_whileOthersChangeTheEntry_removesOnce() {
    entries.others.add(() -> entries.present.put(KEY, Stored.value("another's")));
    entries.others.add(() -> entries.present.put(KEY, Stored.value("a third's")));

    assertThat(calls.remove(KEY)).isTrue();

    assertThat(entries.comparisons).isEqualTo(3);
    assertThat(entries.present).isEmpty();
    assertThat(calls.remove(KEY)).isFalse();
    assertThat(entries.comparisons).isEqualTo(3);
  }

  // Its event can't be waited for: nothing that was read says what it is.
  @Test
  void remove_ofWhatIsForeign_comparesNothing() {
    entries.present.put(KEY, StoreCalls.FOREIGN);

    assertThat(calls.remove(KEY)).isTrue();

    assertThat(entries.comparisons).isZero();
    assertThat(entries.present).isEmpty();
  }

  @Test
  void remove_ofWhatAnotherRemovesMeanwhile_isNone() {
    entries.others.add(() -> entries.present.remove(KEY));

    assertThat(calls.remove(KEY)).isFalse();
    assertThat(entries.comparisons).isEqualTo(1);
  }

  @Test
  void remove_storeAlwaysSaysThatItChanged_ends() {
    entries.refusing = true;
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> calls.remove(KEY))
        .withMessageContainingAll("'orders'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(entries.present).containsEntry(KEY, VALUE);
  }

  /** A store, and what others do to it, each between a look and what follows. */
  private static final class Entries implements InfinispanEntries<SealedBytes> {
    private final Map<StoredKey, SealedBytes> present = new HashMap<>();
    private final Deque<Runnable> others = new ArrayDeque<>();
    private boolean refusing;
    private int comparisons;

    @Override
    public boolean isEternal() {
      return true;
    }

    @Override
    public SealedBytes valueOf(SealedBytes seen) {
      return seen;
    }

    @Override
    public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
      return present.get(key);
    }

    @Override
    public boolean remove(StoredKey key, SealedBytes expected) {
      comparisons++;
      if (!others.isEmpty()) {
        others.remove().run();
      }
      return !refusing && present.remove(key, expected);
    }

    @Override
    public boolean remove(StoredKey key) {
      if (!StoreCalls.FOREIGN.equals(present.get(key))) {
        throw new AssertionError("An event is waited for, so the value has to be known");
      }
      return present.remove(key) != null;
    }

    @Override
    public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
      return present::get;
    }

    @Override
    public void clear() {}

    @Override
    public Carriers carriers() {
      return new Carriers(ValueCarrier.STRING);
    }

    @Override
    public Map<?, ?> all() {
      return present;
    }

    @Override
    public String cacheName() {
      return "orders";
    }

    @Override
    public @Nullable SealedBytes look(StoredKey key) {
      return present.get(key);
    }

    @Override
    public @Nullable SealedBytes look(StoredKey key, SealedBytes expected) {
      return expected;
    }

    @Override
    public boolean create(StoredKey key, SealedBytes value, Duration creation) {
      return false;
    }

    @Override
    public boolean replaceSeen(
        StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
      return false;
    }

    @Override
    public boolean removeSeen(StoredKey key, SealedBytes seen) {
      return false;
    }

    @Override
    public void touchSeen(StoredKey key, SealedBytes seen, Duration access) {}

    @Override
    public Map<StoredKey, SealedBytes> lookAll(Collection<StoredKey> keys) {
      throw unawaited();
    }

    @Override
    public Map<StoredKey, SealedBytes> lookAll(Map<StoredKey, SealedBytes> expected) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginCreate(StoredKey key, SealedBytes value, Duration creation) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginReplace(
        StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginRemove(StoredKey key, SealedBytes seen) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginTouch(StoredKey key, SealedBytes seen, Duration access) {
      throw unawaited();
    }

    @Override
    public BooleanSupplier beginRemove(StoredKey key) {
      throw unawaited();
    }

    private static AssertionError unawaited() {
      return new AssertionError("An event is waited for, so nothing is only begun");
    }
  }

  /** Reports nothing, so that a call that changed something waits for a second. */
  private static final class Deaf implements ListenerRegistry {
    @Override
    public void register(StoreListener listener) {}

    @Override
    public void deregister(StoreListener listener) {}
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
