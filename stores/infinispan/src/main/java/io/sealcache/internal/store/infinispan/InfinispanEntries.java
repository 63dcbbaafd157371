package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreEntries;
import io.sealcache.internal.store.infinispan.InfinispanCalls.Seen;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache of Infinispan's. The policy's answers are sent as lifespans, so that no
 * node needs it. Thread-safe.
 *
 * @param patience how long a change may try against accesses to the same entry
 */
record InfinispanEntries(
    InfinispanCalls calls, InfinispanLifespans lifespans, java.time.Duration patience)
    implements StoreEntries<Seen> {
  @Override
  public String cacheName() {
    return calls.cache().getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return InfinispanCalls.<@Nullable SealedBytes>call(
        () -> InfinispanCalls.CARRIER.read(calls.get(key.text())));
  }

  private static <T extends @Nullable Object> PendingCall<T> begin(
      Supplier<CompletionStage<T>> beginning) {
    return PendingCall.of(InfinispanCalls.call(beginning));
  }

  @Override
  public PendingCall<Function<StoredKey, @Nullable SealedBytes>> getAll(
      Collection<StoredKey> keys, boolean accessing) {
    PendingCall<Map<String, Object>> found = begin(() -> calls.getAll(keys));
    return () -> InfinispanCalls.CARRIER.read(found.answer());
  }

  @Override
  public @Nullable Seen read(StoredKey key) {
    return InfinispanEntries.<@Nullable Seen>begin(() -> calls.read(key.text())).answer();
  }

  @Override
  public Map<StoredKey, Seen> readAll(Collection<StoredKey> keys) {
    return begin(() -> calls.readAll(keys)).answer();
  }

  @Override
  public SealedBytes valueOf(Seen seen) {
    return requireNonNull(InfinispanCalls.CARRIER.read(seen.value()));
  }

  @Override
  public @Nullable Seen look(StoredKey key, @Nullable SealedBytes expected) {
    if (expected != null && calls.comparesValues() && lifespans.areEternal()) {
      return new Seen(InfinispanCalls.CARRIER.of(expected), 0, InfinispanLifespans.ETERNAL, 0);
    }
    Seen entry = read(key);
    return entry != null && isExpected(entry, expected) ? entry : null;
  }

  @Override
  public Map<StoredKey, Seen> lookAll(Map<StoredKey, @Nullable SealedBytes> expected) {
    Map<StoredKey, Seen> seen = readAll(expected.keySet());
    seen.entrySet().removeIf(e -> !isExpected(e.getValue(), expected.get(e.getKey())));
    return seen;
  }

  private boolean isExpected(Seen entry, @Nullable SealedBytes expected) {
    return expected == null || expected.equals(valueOf(entry));
  }

  @Override
  public PendingCall<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return begin(
        () ->
            calls
                .answering(false)
                .putAsync(key.text(), InfinispanCalls.CARRIER.of(value))
                .thenApply(none -> true));
  }

  @Override
  public PendingCall<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return begin(
        () ->
            calls
                .cache()
                .putAllAsync(InfinispanCalls.CARRIER.of(values, new HashMap<>()))
                .thenApply(none -> true));
  }

  @Override
  public PendingCall<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return begin(
        () ->
            calls
                .answering(true)
                .putIfAbsentAsync(
                    key.text(),
                    InfinispanCalls.CARRIER.of(value),
                    lifespans.ofWrite(creation),
                    MILLISECONDS,
                    lifespans.unbounded(),
                    MILLISECONDS)
                .thenApply(Objects::isNull));
  }

  @Override
  public PendingCall<Boolean> replace(
      StoredKey key, @Nullable Seen seen, SealedBytes value, @Nullable Duration update) {
    if (seen == null) {
      return begin(
          () ->
              calls
                  .answering(true)
                  .replaceAsync(key.text(), InfinispanCalls.CARRIER.of(value))
                  .thenApply(Objects::nonNull));
    }
    return compared(
        key,
        seen,
        entry ->
            calls.replace(
                key.text(),
                entry,
                InfinispanCalls.CARRIER.of(value),
                update == null ? InfinispanLifespans.left(entry) : lifespans.ofWrite(update),
                true));
  }

  /**
   * A change of what was seen. An access gives an entry on a server another version, though its
   * value is the same.
   */
  private PendingCall<Boolean> compared(
      StoredKey key, Seen seen, Function<Seen, CompletionStage<Boolean>> change) {
    PendingCall<Boolean> first = begin(() -> change.apply(seen));
    return calls.comparesValues() ? first : () -> first.answer() || again(key, seen, change);
  }

  private boolean again(StoredKey key, Seen seen, Function<Seen, CompletionStage<Boolean>> change) {
    LostRaces accesses = new LostRaces(cacheName(), patience);
    for (Seen now = read(key); now != null && now.value().equals(seen.value()); now = read(key)) {
      Seen accessed = now;
      if (begin(() -> change.apply(accessed)).answer()) {
        return true;
      }
      accesses.lost();
    }
    return false;
  }

  @Override
  public PendingCall<Boolean> touch(StoredKey key, Seen seen, Duration access) {
    return begin(
        () -> calls.replace(key.text(), seen, seen.value(), lifespans.ofAccess(access), false));
  }

  @Override
  public PendingCall<Boolean> remove(StoredKey key, @Nullable Seen seen) {
    return seen == null
        ? begin(() -> calls.remove(key.text()))
        : compared(key, seen, entry -> calls.remove(key.text(), entry));
  }
}
