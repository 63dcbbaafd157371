package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.CacheException;
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
  private final StorePort port = new ClientSidePort<>(entries, true, LostRaces.OF_OURS, entries);
  private final PortCalls calls = new PortCalls(port);

  @BeforeEach
  void listen() {
    port.make(new StoreCall.Listen(new NotedEvents(List.of(), true)));
    entries.map.put(KEY, VALUE);
  }

  @Test
  void remove_whileOthersChangeTheEntry_removesOnce() {
    entries.others.add(() -> entries.map.put(KEY, Stored.value("another's")));
    entries.others.add(() -> entries.map.put(KEY, Stored.value("a third's")));

    assertThat(calls.remove(KEY)).isTrue();

    assertThat(entries.comparisons).isEqualTo(3);
    assertThat(entries.map).isEmpty();
    assertThat(calls.remove(KEY)).isFalse();
    assertThat(entries.comparisons).isEqualTo(3);
  }

  // Its event can't be waited for: nothing that was read says what it is.
  @Test
  void remove_ofWhatIsForeign_comparesNothing() {
    entries.map.put(KEY, StorePort.FOREIGN);

    assertThat(calls.remove(KEY)).isTrue();

    assertThat(entries.comparisons).isZero();
    assertThat(entries.map).isEmpty();
  }

  @Test
  void remove_ofWhatAnotherRemovesMeanwhile_isNone() {
    entries.others.add(() -> entries.map.remove(KEY));

    assertThat(calls.remove(KEY)).isFalse();
    assertThat(entries.comparisons).isEqualTo(1);
  }

  @Test
  void remove_storeAlwaysSaysThatItChanged_ends() {
    entries.refusing = true;
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> calls.remove(KEY))
        .withMessageContainingAll("'futures'", "lost 1 races");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(entries.map).containsEntry(KEY, VALUE);
  }

  /** Each of its entries is changed by others for 50 ms. */
  private static final class Contended extends FutureMapStore {
    private final Map<StoredKey, Long> first = new HashMap<>();

    @Override
    public PendingCall<Boolean> remove(StoredKey key, @Nullable SealedBytes seen) {
      long now = System.nanoTime();
      boolean isChanged = now - first.computeIfAbsent(key, begun -> now) < 50_000_000;
      return isChanged ? PendingCall.answered(false) : super.remove(key, seen);
    }
  }

  @Test
  void removeAll_ofEntriesThatOthersChange_endsInTheTimeOfOneCall() {
    Contended contended = new Contended();
    StorePort impatient = new ClientSidePort<>(contended, true, Duration.ofMillis(300), contended);
    impatient.make(new StoreCall.Listen(new NotedEvents(List.of(), true)));
    List<StoredKey> keys =
        Stream.iterate(0, i -> i + 1).limit(20).map(i -> Stored.key("k" + i)).toList();
    keys.forEach(key -> contended.map.put(key, VALUE));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> impatient.make(new StoreCall.RemoveAll(keys)))
        .withMessageContaining("contention-timeout");
  }

  /** A store, and what others do to it, each between a look and what follows. */
  private static final class Entries extends FutureMapStore {
    private final Deque<Runnable> others = new ArrayDeque<>();
    private boolean refusing;
    private int comparisons;

    @Override
    @SuppressWarnings("unchecked") // the type of this call's answer
    public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
      assertThat(call).isInstanceOf(StoreCall.Listen.class);
      // Reports nothing, so that a call that changed something waits for a second.
      return PendingCall.answered((T) (Runnable) () -> {});
    }

    @Override
    public PendingCall<Boolean> remove(StoredKey key, @Nullable SealedBytes expected) {
      if (expected == null) {
        if (!StorePort.FOREIGN.equals(map.get(key))) {
          throw new AssertionError("An event is waited for, so the value has to be known");
        }
        return super.remove(key, null);
      }
      comparisons++;
      if (!others.isEmpty()) {
        others.remove().run();
      }
      return refusing ? PendingCall.answered(false) : super.remove(key, expected);
    }
  }
}
