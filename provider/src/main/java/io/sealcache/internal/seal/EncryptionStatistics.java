package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happened to the entries of one cache, and logs what didn't open: at most one line a
 * minute for each reason, by that and fingerprint, never with data. Thread-safe.
 */
public final class EncryptionStatistics {
  private static final Logger LOGGER = LoggerName.ENTRIES.logger();

  private final String cacheName;
  private final LongAdder sealed = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder openedWithPreviousKey = new LongAdder();
  private final LongAdder lostRaces = new LongAdder();
  private final LongAdder droppedEvents = new LongAdder();
  private final AtomicLong unreadableInARow = new AtomicLong();
  // One each, so that who may write rubbish can't have an attack go unsaid.
  private final ConcurrentMap<UnreadableReason, UnreadableCount> unreadable =
      new ConcurrentHashMap<>(1);

  public EncryptionStatistics(String cacheName) {
    this.cacheName = cacheName;
  }

  /** Values sealed. */
  public long sealed() {
    return sealed.sum();
  }

  /** Values opened, with whichever key. */
  public long opened() {
    return opened.sum();
  }

  /** Values opened with another key than the current one; when it stays, a key is still in use. */
  public long openedWithPreviousKey() {
    return openedWithPreviousKey.sum();
  }

  /** Compare-and-set attempts that another writer won. */
  public long lostRaces() {
    return lostRaces.sum();
  }

  /** Events that a listener was not told of: it didn't keep up, or nothing vouched for the key. */
  public long droppedEvents() {
    return droppedEvents.sum();
  }

  /** Stored keys and values that did not open for {@code reason}. */
  public long unreadable(UnreadableReason reason) {
    UnreadableCount count = unreadable.get(reason);
    return count == null ? 0 : count.total();
  }

  /** Stored keys and values that did not open since the last value that did, but for FOREIGN. */
  public long unreadableInARow() {
    return unreadableInARow.get();
  }

  /** Counts a compare-and-set attempt that another writer won. */
  public void lostRace() {
    lostRaces.increment();
  }

  void droppedEvent() {
    droppedEvents.increment();
  }

  void sealedOne() {
    sealed.increment();
  }

  void openedOne(boolean withCurrentKey) {
    opened.increment();
    if (unreadableInARow.get() != 0) { // so that threads that only open share what they read
      unreadableInARow.set(0);
    }
    if (!withCurrentKey) {
      openedWithPreviousKey.increment();
    }
  }

  void unreadable(UnreadableReason reason, String explanation, @Nullable StoredKey key) {
    UnreadableCount count =
        unreadable.computeIfAbsent(reason, first -> new UnreadableCount(cacheName, first));
    count.add();
    if (reason == UnreadableReason.FOREIGN) {
      return; // expected wherever tenants share a cache
    }
    unreadableInARow.incrementAndGet();
    count.tell();
    if (count.admitsLine()) {
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'': an entry ({1}) is unreadable: {2} ({3}). More of the same are"
              + " counted in the MXBean io.sealcache:type=Encryption and not logged for a minute",
          cacheName,
          key == null ? "stored key not ours" : key.fingerprint(),
          reason,
          explanation);
    }
  }
}
