package io.sealcache;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether a cache is open, and why no longer. Thread-safe. */
final class OpenState {
  private final String cacheName;
  private final StoredTypes types;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable String othersTypes;

  OpenState(String cacheName, StoredTypes types) {
    this.cacheName = cacheName;
    this.types = types;
  }

  /** False if it was closed already. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * Whether the cache is another one in the store by now, as far as that was due to be looked at.
   */
  boolean isReplaced() {
    return !isClosed() && note(types.othersIfDue());
  }

  /** Looks whether the cache is another one in the store by now. */
  boolean looksReplaced() {
    return !isClosed() && note(types.othersNow());
  }

  private boolean note(@Nullable String others) {
    if (others != null) {
      othersTypes = others;
    }
    return others != null;
  }

  /**
   * @throws IllegalStateException if the cache is closed
   */
  void ensureOpen() {
    if (isClosed()) {
      String others = othersTypes;
      throw new IllegalStateException(
          others == null
              ? "Cache '" + cacheName + "' is closed"
              : ("Cache '%s' was destroyed elsewhere and created anew, for %s: this one is closed,"
                      + " get that by getCache")
                  .formatted(cacheName, others));
    }
  }
}
