package io.sealcache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then for what types a cache is in the store: where JVMs share it, another one may
 * have destroyed it and created it anew. Thread-safe.
 */
final class StoredTypes {
  /** For a cache that nobody else can create. */
  static final StoredTypes OURS = new StoredTypes(() -> null, () -> 0);

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final Supplier<@Nullable String> others;
  private final LongSupplier nanoTime;
  private final AtomicLong due;

  /**
   * @param others names the types, where they are other ones than the cache was opened for
   */
  static StoredTypes of(Supplier<@Nullable String> others) {
    return new StoredTypes(others, System::nanoTime);
  }

  StoredTypes(Supplier<@Nullable String> others, LongSupplier nanoTime) {
    this.others = others;
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong() + INTERVAL);
  }

  /** Looks, if nobody has for 5 seconds: names the types that are other ones, else null. */
  @Nullable String othersIfDue() {
    long at = due.get();
    long now = nanoTime.getAsLong();
    return now - at > 0 && due.compareAndSet(at, now + INTERVAL) ? othersNow() : null;
  }

  /** Names the types that are other ones; null if there are none, or the store doesn't say. */
  @Nullable String othersNow() {
    try {
      return others.get();
    } catch (RuntimeException e) {
      return null; // what the store can't do, the operation itself will hear of
    }
  }
}
