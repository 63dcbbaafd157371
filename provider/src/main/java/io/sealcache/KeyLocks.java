package io.sealcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock a stored key, for the threads of this JVM: it spares them lost races. Correctness never
 * rests on it, so it never deadlocks: a thread that holds locks takes no further ones, and none
 * waits longer than it may. Stored keys of two caches differ, so all caches of a provider share one
 * of these. Thread-safe.
 */
final class KeyLocks {
  private final ConcurrentMap<String, KeyLock> locks = new ConcurrentHashMap<>();
  private final Set<Thread> holders = ConcurrentHashMap.newKeySet();

  /** What a thread holds until it is closed, which it must be by the same thread. */
  final class Held implements AutoCloseable {
    private final List<String> keys;
    private final boolean complete;

    private Held(List<String> keys, boolean complete) {
      this.keys = keys;
      this.complete = complete;
    }

    /** Whether patience ran out before all locks were had. */
    boolean isTimedOut() {
      return !complete;
    }

    @Override
    public void close() {
      if (keys.isEmpty()) {
        return;
      }
      holders.remove(Thread.currentThread());
      keys.forEach(KeyLocks.this::release);
    }
  }

  private final Held nothing = new Held(List.of(), true);

  /** Locks keys, in the order given: the same for all callers. */
  Held lockAll(Collection<String> keys, Duration patience) {
    Thread thread = Thread.currentThread();
    if (keys.isEmpty() || holders.contains(thread)) {
      return nothing;
    }
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience);
    List<String> held = new ArrayList<>(keys.size());
    for (String key : keys) {
      if (!acquire(key, deadline - System.nanoTime())) {
        break;
      }
      held.add(key);
    }
    if (!held.isEmpty()) {
      holders.add(thread);
    }
    return new Held(held, held.size() == keys.size());
  }

  private boolean acquire(String key, long nanos) {
    KeyLock lock = locks.compute(key, (k, known) -> (known == null ? new KeyLock() : known).join());
    boolean acquired = lock.tryLock(nanos);
    if (!acquired) {
      leave(key);
    }
    return acquired;
  }

  private void release(String key) {
    KeyLock lock = locks.get(key);
    if (lock != null) {
      lock.unlock();
      leave(key);
    }
  }

  private void leave(String key) {
    locks.computeIfPresent(key, (k, lock) -> lock.leave());
  }

  /** How many keys are locked or waited for. */
  int size() {
    return locks.size();
  }

  /** A lock that knows how many want it; counted only inside the map's atomic updates. */
  private static final class KeyLock {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;

    KeyLock join() {
      users++;
      return this;
    }

    @Nullable KeyLock leave() {
      return --users == 0 ? null : this;
    }

    boolean tryLock(long nanos) {
      try {
        return lock.tryLock() || lock.tryLock(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false; // the caller goes on without, as after a time-out
      }
    }

    void unlock() {
      lock.unlock();
    }
  }
}
