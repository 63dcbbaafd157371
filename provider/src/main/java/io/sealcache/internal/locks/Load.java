package io.sealcache.internal.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.seal.EntryAccess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one thread loads together, for which others may wait. Until it is closed those
 * that miss the same entries get them too. Thread-safe.
 */
public final class Load extends EntryLock {
  private final boolean alone;
  private final @Nullable Set<Load> refused;
  private final Map<String, Load> givers = new ConcurrentHashMap<>(); // of what is up to date
  private final Map<String, SealedBytes> values = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /**
   * @param alone whether the loader is called for one entry and no other
   * @param refused whose values this thread can't use; null: it shares with no other at all
   */
  public Load(Register locks, boolean alone, @Nullable Set<Load> refused) {
    super(locks, Doing.STORES, false);
    this.alone = alone;
    this.refused = refused;
  }

  /**
   * Begins or joins the load of an entry.
   *
   * @return the load that gives it: this, or another thread's
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Load join(EntryAccess<?> entry) {
    add(entry.key().text());
    return givers.getOrDefault(entry.key().text(), this); // this, where it is outdated already
  }

  // It is shared, except by a thread that loads the entry among others, and reads it on the way.
  @Override
  void joined(String key, List<EntryLock> others) {
    Load giver = this;
    int running = 0; // on this thread
    for (EntryLock other : others) {
      if (other instanceof Load load && load.thread == thread) {
        boolean runs = !load.ended.isDone() && load.givers.getOrDefault(key, load) == load;
        running += runs ? load.alone ? 2 : 1 : 0;
      } else if (other instanceof Load load && load.givers.get(key) == load && shares(load)) {
        giver = load;
      }
    }
    if (running > 1) {
      throw new CacheLoaderException(
          ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so"
                  + " that it would wait for itself")
              .formatted(locks.cacheName()));
    }
    givers.put(key, giver);
  }

  private boolean shares(Load other) {
    return refused != null && other.refused != null && !refused.contains(other);
  }

  /** Has those who miss an entry from now on load again. */
  @Override
  void outdate(String key) {
    givers.remove(key);
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate(EntryAccess<?> entry) {
    return isUpToDate(entry.key().text());
  }

  @Override
  boolean isUpToDate(String key) {
    return givers.containsKey(key);
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
    ended.complete(true);
  }

  /** As {@link #end}, where the loader failed: all who wait throw the same. */
  public void fail(Throwable failure) {
    ended.completeExceptionally(failure);
  }

  /**
   * Waits for its end, on another thread.
   *
   * @return false if it was given up, for a reason of its thread's
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   * @throws RuntimeException what it failed with
   */
  public boolean await(WaitBudget patience) {
    long deadline = patience.deadline();
    try {
      ended.get(deadline - System.nanoTime(), NANOSECONDS);
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (TimeoutException | InterruptedException e) {
      throw new CacheLoaderException(locks.describe(e, "loading"));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new CacheLoaderException(
              "The load of this entry failed in another thread", e.getCause());
    } finally {
      patience.waited(deadline);
    }
  }

  @Override
  public void close() {
    if (ended.isDone()) {
      locks.ended.incrementAndGet();
    }
    super.close();
    ended.cancel(false); // who waits finds out by itself, and joins it no more
  }
}
