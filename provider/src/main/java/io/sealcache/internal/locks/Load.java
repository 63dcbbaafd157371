package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.locks.EntryLocks.Doing;
import io.sealcache.internal.locks.EntryLocks.EntryLock;
import io.sealcache.internal.seal.EntryAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one thread loads together, for which others may wait. Until it is closed those
 * that miss the same entries get them too. Thread-safe.
 */
public final class Load extends EntryLock {
  private final boolean alone;
  private final Map<String, Load> givers = new ConcurrentHashMap<>(); // of what is up to date
  private final Map<String, SealedBytes> values = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1); // ended or given up
  private volatile boolean isEnded;
  private volatile boolean shares;

  /**
   * @param alone whether the loader is called for one entry and no other
   * @param shares whether it waits for other threads' loads, and they for this
   */
  public Load(EntryLocks locks, boolean alone, boolean shares) {
    super(locks, Doing.STORES, false);
    this.alone = alone;
    this.shares = shares;
  }

  /**
   * Begins or joins the load of an entry.
   *
   * @return the load that gives it: this, or another thread's
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Load join(EntryAccess<?> entry) {
    locks.add(entry.key().text(), this);
    return givers.getOrDefault(entry.key().text(), this); // this, where it is outdated already
  }

  // It is shared, except by a thread that loads the entry among others, and reads it on the way.
  @Override
  void joined(String key, List<EntryLock> others) {
    Load giver = this;
    int running = 0; // on this thread
    for (EntryLock other : others) {
      if (other instanceof Load load && load.thread == thread) {
        boolean runs = load.over.getCount() > 0 && load.givers.getOrDefault(key, load) == load;
        running += runs ? load.alone ? 2 : 1 : 0;
      } else if (other instanceof Load load && load.givers.get(key) == load) {
        giver = shares && load.shares ? load : giver;
      }
    }
    if (running > 1) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(locks.cacheName));
    }
    givers.put(key, giver);
  }

  /** Has those who miss an entry from now on load again. */
  @Override
  void outdate(String key) {
    givers.remove(key);
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate(EntryAccess<?> entry) {
    return givers.containsKey(entry.key().text());
  }

  /** Whether what was loaded may be entered: it is up to date, and nobody changes the entry. */
  public boolean mayEnter(EntryAccess<?> entry) {
    return isUpToDate(entry) && locks.holder(entry.key().text()) == null;
  }

  /** Adds a value, of which each caller opens one of its own. */
  public void give(EntryAccess<?> entry, SealedBytes value) {
    values.put(entry.key().text(), value);
  }

  /** The loaded value, once that has ended; null: none. */
  public @Nullable SealedBytes value(EntryAccess<?> entry) {
    return values.get(entry.key().text());
  }

  /** Tells all who wait; what was given no value has none. */
  public void end() {
    isEnded = true;
    over.countDown();
  }

  /** Has all who wait find out by themselves, and join it no more. */
  public void giveUp() {
    shares = false;
    over.countDown();
  }

  /**
   * Waits for its end, on another thread.
   *
   * @return false if it was given up, for a reason of its thread's
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   */
  public boolean await(long deadline) {
    try {
      if (over.await(locks.waitEnd(deadline) - System.nanoTime(), NANOSECONDS)) {
        return isEnded;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CacheLoaderException(locks.describeWait("loading"));
  }

  @Override
  public void close() {
    if (isEnded) {
      locks.endedLoads.incrementAndGet();
    }
    super.close();
    giveUp();
  }
}
