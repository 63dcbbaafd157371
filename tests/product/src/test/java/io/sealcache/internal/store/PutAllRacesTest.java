package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries of a {@code putAll} that others change meanwhile. */
class PutAllRacesTest {
  private static final SealedBytes OLD = Stored.value("old");
  private static final SealedBytes NEW = Stored.value("new");

  /** Each entry is changed by others as it is written first, and for 50 ms when it is again. */
  private static final class Contended extends FutureMapStore {
    private final Set<StoredKey> lost = new HashSet<>();
    private final Map<StoredKey, Long> again = new HashMap<>();

    @Override
    public PendingCall<Boolean> replace(
        StoredKey key,
        @Nullable SealedBytes seen,
        SealedBytes value,
        javax.cache.expiry.@Nullable Duration update) {
      long now = System.nanoTime();
      boolean isChanged =
          lost.add(key) || now - again.computeIfAbsent(key, begun -> now) < 50_000_000;
      return isChanged ? PendingCall.answered(false) : super.replace(key, seen, value, update);
    }
  }

  private final Contended store = new Contended();

  private void putAll(Duration patience, Set<StoredKey> keys) {
    Map<StoredKey, SealedBytes> values = new HashMap<>();
    for (StoredKey key : keys) {
      store.map.put(key, OLD);
      values.put(key, NEW);
    }
    StorePort port = new ClientSidePort<>(store, false, patience, store);
    port.make(new StoreCall.Listen(new NotedEvents(List.of(), true))); // fails at each event
    port.make(
        new StoreCall.PutAll(
            values,
            OperationExpiry.write(
                new ModifiedExpiryPolicy(javax.cache.expiry.Duration.ONE_HOUR), values.size())));
  }

  @Test
  void racesOfAllEntries_endInTheTimeOfOneCall() {
    Set<StoredKey> keys = new HashSet<>();
    IntStream.range(0, 20).forEach(number -> keys.add(Stored.key("k" + number)));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> putAll(Duration.ofMillis(300), keys))
        .withMessageContaining("contention-timeout");
  }

  @Test
  void listenerThatFails_keepsNoOtherEntryFromBeingWritten() {
    store.lost.add(Stored.key("a"));
    store.again.put(Stored.key("a"), System.nanoTime() - 50_000_000);

    assertThatExceptionOfType(CacheEntryListenerException.class)
        .isThrownBy(() -> putAll(Duration.ofSeconds(30), Set.copyOf(Stored.keys("a", "b", "c"))));

    assertThat(store.map).hasSize(3);
    assertThat(store.map.values()).containsOnly(NEW);
  }
}
