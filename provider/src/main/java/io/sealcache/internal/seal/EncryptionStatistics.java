package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what happened to the entries of one cache, and tells of what didn't open. Thread-safe. */
public final class EncryptionStatistics {
  /** Values sealed. */
  public final LongAdder sealed = new LongAdder();

  /** Values opened, with whichever key. */
  public final LongAdder opened = new LongAdder();

  /** Values opened with another key than the current one; while it rises, that key is in use. */
  public final LongAdder openedWithPreviousKey = new LongAdder();

  /** Compare-and-set attempts that another writer won. */
  public final LongAdder lostRaces = new LongAdder();

  /** Events that a listener was not told of: it didn't keep up, or nothing vouched for the key. */
  public final LongAdder droppedEvents = new LongAdder();

  private final String cacheName;
  private final ConcurrentMap<UnreadableReason, LongAdder> unreadable = new ConcurrentHashMap<>(1);
  private final AtomicLong unreadableInARow = new AtomicLong();
  private final SecurityEvents events = new SecurityEvents();

  public EncryptionStatistics(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Stored keys and values that did not open for {@code reason}. */
  public long unreadable(UnreadableReason reason) {
    LongAdder count = unreadable.get(reason);
    return count == null ? 0 : count.sum();
  }

  /**
   * Stored keys and values that did not open since the last value that did; without those that are
   * another tenant's or too old, which show no fault.
   */
  public long unreadableInARow() {
    return unreadableInARow.get();
  }

  public SecurityEvents events() {
    return events;
  }

  void opened(boolean withCurrentKey) {
    opened.increment();
    endRow();
    if (!withCurrentKey) {
      openedWithPreviousKey.increment();
    }
  }

  /** A value opened, for nobody to read. */
  void endRow() {
    if (unreadableInARow.get() != 0) { // so that threads that only open share what they read
      unreadableInARow.set(0);
    }
  }

  /**
   * @param key null: it is none of ours
   */
  void unreadable(UnreadableReason reason, String explanation, @Nullable StoredKey key) {
    unreadable.computeIfAbsent(reason, first -> new LongAdder()).increment();
    if (reason == UnreadableReason.FOREIGN) {
      return; // expected wherever tenants share a cache
    }
    if (reason != UnreadableReason.TOO_OLD) { // expected where the store lets entries live longer
      unreadableInARow.incrementAndGet();
    }
    events.accept(SecurityEvent.unreadable(cacheName, reason, key, explanation));
  }
}
