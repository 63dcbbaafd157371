package io.sealcache.internal.locks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock a stored key, for the threads of this JVM: while one is held, no other thread of it
 * changes the entry. What is stored never rests on it, so it never deadlocks: a lock whose holder
 * waits for this thread is gone without, and none is waited for longer than it may. Stored keys of
 * two caches differ, so all caches of a provider share the locks; but the writes that are under way
 * are each cache's own, as they are told apart by less than the key. Thread-safe.
 */
public final class KeyLocks {
  /** How long writes that were under way are waited for: one may itself wait for its listeners. */
  private static final long WRITES_UNDER_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ConcurrentMap<String, KeyLock> locks;
  private final ThreadWaits waits;
  private final Set<Mark> marks;
  private final BlindWrites blindWrites = new BlindWrites();

  private final Held nothing = new Locked(0, Had.ALL);

  /** For a provider. */
  public KeyLocks() {
    this(new ConcurrentHashMap<>(), new ThreadWaits(), ConcurrentHashMap.newKeySet());
  }

  private KeyLocks(ConcurrentMap<String, KeyLock> locks, ThreadWaits waits, Set<Mark> marks) {
    this.locks = locks;
    this.waits = waits;
    this.marks = marks;
  }

  /** The same locks, for one cache more: no other's writes are waited for. */
  KeyLocks forCache() {
    return new KeyLocks(locks, waits, marks);
  }

  /** Who waits for whom, for locks and for what else threads wait for. */
  public ThreadWaits waits() {
    return waits;
  }

  /** Locks keys, in the order given: the same for all callers. */
  public Held lockAll(Collection<String> keys, Duration patience) {
    return lockAll(keys, patience, true);
  }

  /**
   * As above; a lock whose holder has been in a call of the store for a second is gone without:
   * that call may hang, and no code of the application's is kept from ending.
   */
  public Held lockAllButInStore(Collection<String> keys, Duration patience) {
    return lockAll(keys, patience, false);
  }

  private Held lockAll(Collection<String> keys, Duration patience, boolean needed) {
    if (keys.isEmpty()) {
      return nothing;
    }
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
    Locked held = new Locked(keys.size(), Had.ALL); // before they are, as there may be no memory
    try {
      for (String key : keys) {
        held.had = acquire(key, deadline, needed, held.locked);
        if (held.had != Had.ALL) {
          break;
        }
      }
      return held;
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  /**
   * Begins a write that looks at nothing before: at once where nobody holds the key; else it has to
   * be locked first.
   */
  public Held pass(String key, Duration patience) {
    Held passage = blindWrites.enter(key);
    if (!isLocked(key)) {
      return passage;
    }
    passage.close();
    Held held = lockAllButInStore(List.of(key), patience);
    held.inStore(true);
    return held;
  }

  /** As {@link #pass}, without waiting: null where somebody holds the key. */
  @Nullable Held passIfFree(String key) {
    Held passage = blindWrites.enter(key);
    if (!isLocked(key)) {
      return passage;
    }
    passage.close();
    return null;
  }

  /** Once a key is locked: waits for writes that {@link #pass} let begin before. */
  public void awaitWritesUnderWay(String key) {
    blindWrites.awaitEarlier(key, WRITES_UNDER_WAY_NANOS);
  }

  public boolean isLocked(String key) {
    return locks.containsKey(key);
  }

  /** Whether this thread holds the key, or has marked it. */
  public boolean isOwn(String key) {
    KeyLock lock = locks.get(key);
    return (lock != null && lock.isHeldByCurrentThread()) || isMarked(key);
  }

  /** As above, and not because a call of the store is under way for it. */
  boolean isOwnCode(String key) {
    KeyLock lock = locks.get(key);
    return (lock != null && lock.isHeldByCurrentThread() && !lock.isInStore()) || isMarked(key);
  }

  /** Whether this thread holds or has marked any key. */
  boolean isInCode() {
    Thread here = Thread.currentThread();
    return locks.values().stream().anyMatch(KeyLock::isHeldByCurrentThread)
        || marks.stream().anyMatch(mark -> mark.thread() == here);
  }

  /** A key for which a thread runs code of the application's without its lock. */
  private record Mark(Thread thread, String key) {}

  /**
   * Marks a key as this thread's own without locking it: others may change the entry meanwhile.
   * Whoever changes entries asks {@link #isMarked} before.
   */
  Held mark(String key) {
    KeyLock lock = locks.get(key);
    boolean isHeld = lock != null && lock.isHeldByCurrentThread() && !lock.isInStore();
    Mark mark = new Mark(Thread.currentThread(), key);
    return isHeld || !marks.add(mark) ? new Locked(0, Had.OWN) : () -> marks.remove(mark);
  }

  /** Whether this thread has marked the key. */
  boolean isMarked(String key) {
    return hasMarks() && marks.contains(new Mark(Thread.currentThread(), key));
  }

  /** Whether any thread has marked any key. */
  boolean hasMarks() {
    return !marks.isEmpty();
  }

  private Had acquire(String key, long deadline, boolean needed, List<KeyLock> locked) {
    KeyLock lock =
        locks.compute(key, (k, known) -> (known == null ? new KeyLock(k) : known).join());
    if (lock.isHeldByCurrentThread()) {
      leave(lock);
      return lock.isInStore() || locked.contains(lock) ? Had.ALL : Had.OWN;
    }
    if (lock.lockAtOnce()) {
      locked.add(lock);
      return Had.ALL;
    }
    if (!waits.begin(lock::holder)) {
      leave(lock);
      return Had.ALL; // gone without: its holder waits for this thread
    }
    Had had;
    try {
      had = await(lock, deadline, needed, locked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      had = Had.TOO_LATE;
    } finally {
      waits.end();
    }
    if (!lock.isHeldByCurrentThread()) {
      leave(lock);
    }
    return had;
  }

  private static Had await(KeyLock lock, long deadline, boolean needed, List<KeyLock> locked)
      throws InterruptedException {
    if (lock.lock(deadline, needed)) {
      locked.add(lock);
      return Had.ALL;
    }
    boolean hung = lock.hangsInStore() || deadline - System.nanoTime() > 0;
    return !needed && hung ? Had.ALL : Had.TOO_LATE;
  }

  private void release(KeyLock lock) {
    lock.unlock();
    leave(lock);
  }

  private void leave(KeyLock lock) {
    locks.computeIfPresent(lock.key(), (key, known) -> known.leave());
  }

  /** How many keys are locked or waited for. */
  public int size() {
    return locks.size();
  }

  private enum Had {
    ALL,
    TOO_LATE,
    OWN
  }

  /** Keys that were locked, and why not all were. */
  private final class Locked implements Held {
    private final List<KeyLock> locked;
    private Had had;

    private Locked(int keys, Had had) {
      this.locked = new ArrayList<>(keys);
      this.had = had;
    }

    @Override
    public boolean isTimedOut() {
      return had == Had.TOO_LATE;
    }

    @Override
    public boolean isOwn() {
      return had == Had.OWN;
    }

    @Override
    public void inStore(boolean calls) {
      locked.forEach(lock -> lock.inStore(calls));
    }

    @Override
    public void close() {
      locked.forEach(KeyLocks.this::release);
    }
  }
}
