package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A removal whose event is waited for, while others change the entry, or the store says so. */
@Timeout(
    value = 60,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a call that never ends hears no interrupt
class AwaitedRemovalTest {
  private static final StoredKey KEY = Stored.key("k");
  private static final SealedBytes VALUE = Stored.value("value");

  private final Entries entries = new Entries();
  private final StorePort port =
      new ClientSidePort(
          entries,
          true,
          LostRaces.OF_OURS,
          // So that a call that changed something waits for a second.
          new SynchronousEvents("orders", PortCalls::reportNothing),
          entries);
  private final PortCalls calls = new PortCalls(port);

  @BeforeEach
  void listen() {
    port.make(new StoreCall.Listen(new NotedEvents(List.of(), true)));
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
    entries.present.put(KEY, StorePort.FOREIGN);

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

  @Test
  void removeAll_removesWhatHasNoKeyOfOursToo() {
    entries.foreignKeys = 1;

    port.make(new StoreCall.RemoveEverything());

    assertThat(entries.comparisons).isEqualTo(1);
    assertThat(entries.present).isEmpty();
    assertThat(entries.foreignKeys).isZero();
  }

  /** A store, and what others do to it, each between a look and what follows. */
  private static final class Entries implements StoreEntries<SealedBytes>, StoreCache {
    private final Map<StoredKey, SealedBytes> present = new HashMap<>();
    private final Deque<Runnable> others = new ArrayDeque<>();
    private boolean refusing;
    private int comparisons;
    private int foreignKeys;

    @Override
    public String cacheName() {
      return "orders";
    }

    @Override
    public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
      return present.get(key);
    }

    @Override
    public @Nullable SealedBytes read(StoredKey key) {
      return present.get(key);
    }

    @Override
    public SealedBytes valueOf(SealedBytes seen) {
      return seen;
    }

    @Override
    public PendingCall<Boolean> remove(StoredKey key, SealedBytes expected) {
      comparisons++;
      if (!others.isEmpty()) {
        others.remove().run();
      }
      return PendingCall.answered(!refusing && present.remove(key, expected));
    }

    @Override
    public PendingCall<Boolean> remove(StoredKey key) {
      if (!StorePort.FOREIGN.equals(present.get(key))) {
        throw new AssertionError("An event is waited for, so the value has to be known");
      }
      return PendingCall.answered(present.remove(key) != null);
    }

    @Override
    public PendingCall<FoundEntries> getAll(Collection<StoredKey> keys, boolean accessing) {
      throw unasked();
    }

    @Override
    public Map<StoredKey, SealedBytes> readAll(Collection<StoredKey> keys) {
      throw unasked();
    }

    @Override
    public @Nullable SealedBytes look(StoredKey key, @Nullable SealedBytes expected) {
      throw unasked();
    }

    @Override
    public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
      throw unasked();
    }

    @Override
    public PendingCall<Boolean> replace(
        StoredKey key, SealedBytes seen, SealedBytes value, @Nullable Duration update) {
      throw unasked();
    }

    @Override
    public PendingCall<Boolean> touch(StoredKey key, SealedBytes seen, Duration access) {
      throw unasked();
    }

    private static AssertionError unasked() {
      return new AssertionError("A removal needs none of it");
    }

    @Override
    public void removeAll() {
      foreignKeys = 0;
      present.clear();
    }

    @Override
    public void clear() {
      removeAll();
    }

    @Override
    public Iterator<ListedEntry> iterator(boolean valued) {
      List<ListedEntry> all = new ArrayList<>();
      present.forEach((key, value) -> all.add(new ListedEntry(key, value)));
      for (int i = 0; i < foreignKeys; i++) {
        all.add(new ListedEntry(null, VALUE));
      }
      return all.iterator();
    }

    @Override
    public void close() {}

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public String describe() {
      return "entries";
    }
  }
}
