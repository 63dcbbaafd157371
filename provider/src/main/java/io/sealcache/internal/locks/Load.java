package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.seal.EntryAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one thread loads together, for which others may wait. Until it is closed those that miss the
 * same entries get it too. Thread-safe.
 */
public final class Load extends EntryLock {
  private final EntryLocks register;
  private final Map<String, Load> givers = new ConcurrentHashMap<>(); // of what is up to date
  private final Map<String, SealedBytes> values = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  public Load(EntryLocks register) {
    super(register, Doing.STORES, false);
    this.register = register;
  }

  // Those who miss an entry share its first load, except a thread that loads it among others, and
  // reads it on the way.
  @Override
  void join(List<EntryLock> others, String key) {
    givers.put(key, this);
    for (EntryLock other : others) {
      if (other instanceof Load load && load.givers.get(key) == load) {
        givers.put(key, load.isHere() ? this : load);
        return;
      }
    }
  }

  /** Who loads an entry for this: itself, where it is outdated. */
  Load giver(String key) {
    return givers.getOrDefault(key, this);
  }

  @Override
  void outdate(String key) {
    givers.remove(key);
  }

  /** Whether no operation of this JVM that changes the entry came since it began. */
  public boolean isUpToDate(EntryAccess<?> entry) {
    return givers.containsKey(entry.key().text());
  }

  CompletableFuture<Boolean> ended() {
    return ended;
  }

  @Override
  boolean loadsHere() {
    return isHere() && !ended.isDone();
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
  public void fail(RuntimeException failure) {
    ended.completeExceptionally(failure);
  }

  @Override
  public void close() {
    if (!ended.cancel(false)) { // else who waits finds out by itself
      register.countEnd();
    }
    super.close();
  }
}
