package io.sealcache;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Caches or managers that are open, by their names. One thread opens it, and one closes it. A
 * thread that wants the same name waits for that, and no other does. It waits for a store too, and
 * for user code, which may wait for it: so not for ever. Thread-safe.
 */
final class Openings<K, T> {
  private final Duration patience;
  private final String shown;
  private final ConcurrentMap<K, Opening<T>> openings = new ConcurrentHashMap<>();

  /**
   * @param shown names one at the beginning of a sentence, with %s for its name
   */
  Openings(Duration patience, String shown) {
    this.patience = patience;
    this.shown = shown;
  }

  /** The holder of a name, until it is closed; locked while a thread opens or closes it. */
  private static final class Opening<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable T> open = new AtomicReference<>();
    private volatile boolean opens;
    private volatile boolean unwanted;

    /** The one that is open and stays so for now, whoever has the lock for a moment. */
    private @Nullable T whole() {
      T found = open.get();
      return found != null && !opens && open.get() == found ? found : null;
    }

    private boolean isHere() {
      return lock.isHeldByCurrentThread();
    }

    /** False, without waiting, for a thread that is interrupted. */
    private boolean tryLock(long nanos) {
      try {
        return lock.tryLock() || lock.tryLock(nanos, NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** Whether this thread opens or closes what has the name. */
  boolean isHere(K name) {
    Opening<T> known = openings.get(name);
    return known != null && known.isHere();
  }

  boolean isOpenedHere(K name) {
    Opening<T> known = openings.get(name);
    return known != null && known.isHere() && known.opens;
  }

  /**
   * The one that is open under the name, once no other thread opens or closes it; null if nothing.
   *
   * @throws CacheException if that takes too long
   */
  @Nullable T find(K name) {
    Opening<T> known = openings.get(name);
    if (known == null || known.isHere()) {
      return known == null ? null : known.open.get();
    }
    return findOrOpen(name, () -> null);
  }

  /** Takes a name, once no other thread opens or closes what has it. */
  private Opening<T> hold(K name) {
    while (true) {
      Opening<T> known = openings.computeIfAbsent(name, absent -> new Opening<>());
      boolean opens = known.opens; // as the wait begins: it may end just after that
      if (known.isHere() || !known.tryLock(patience.toNanos())) {
        throw new CacheException(
            "%s is still being %s by %s: ask for it again once the call that does it has returned"
                .formatted(
                    shown.formatted(name),
                    opens ? "opened" : "closed",
                    known.isHere() ? "this very thread" : "another thread"));
      }
      if (openings.get(name) == known) {
        return known;
      }
      known.lock.unlock(); // what was closed meanwhile
    }
  }

  private void letGo(K name, Opening<T> held) {
    held.opens = false;
    if (held.open.get() == null) {
      openings.remove(name, held);
    }
    held.lock.unlock();
  }

  /**
   * As {@link #find}; if nothing is open, what {@code open} makes.
   *
   * @param open shows what it makes; null: there is nothing to open
   * @throws CacheException also if the calling thread would wait for itself
   */
  @Nullable T findOrOpen(K name, Supplier<? extends @Nullable T> open) {
    Opening<T> known = openings.get(name);
    T whole = known == null ? null : known.whole();
    if (whole != null) {
      return whole;
    }
    Opening<T> held = hold(name);
    T made = held.open.get();
    boolean opened = made != null;
    try {
      if (!opened) {
        held.opens = true;
        held.unwanted = false; // by those who came before this began
        made = open.get();
        opened = made != null;
      }
      return made;
    } finally {
      if (!opened) {
        held.open.set(null);
      }
      letGo(name, held);
    }
  }

  /** The thread that opens it may find it from now on, and others close it. */
  void show(K name, T open) {
    requireNonNull(openings.get(name)).open.set(open);
  }

  /** Closes what is open, or shown; false where that is another, or is closed already. */
  boolean close(K name, T which, Runnable closing) {
    Opening<T> known = openings.get(name);
    if (known == null || known.open.get() != which) {
      return false;
    }
    // The thread that opens it is not done yet, maybe for long.
    boolean held = !known.opens && known.tryLock(patience.toNanos());
    try {
      boolean isOpen = known.open.compareAndSet(which, null);
      if (isOpen) {
        closing.run();
      }
      return isOpen;
    } finally {
      if (held || (!known.isHere() && known.tryLock(0))) {
        letGo(name, known);
      }
    }
  }

  /** Closes what is there, be it nothing; meanwhile nothing is opened under the name. */
  void close(K name, Consumer<@Nullable T> closing) {
    Opening<T> held = hold(name);
    try {
      closing.accept(held.open.getAndSet(null));
    } finally {
      letGo(name, held);
    }
  }

  /** Has those that are being opened, under such names, closed again. */
  void refuse(Predicate<K> names) {
    for (Map.Entry<K, Opening<T>> each : openings.entrySet()) {
      if (names.test(each.getKey())) {
        each.getValue().unwanted = true;
      }
    }
  }

  boolean isRefused(K name) {
    return requireNonNull(openings.get(name)).unwanted;
  }

  List<K> names() {
    return openings.entrySet().stream()
        .filter(each -> each.getValue().open.get() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that are open and stay so for now; waits for no other. */
  List<T> whole() {
    return openings.values().stream().flatMap(each -> Stream.ofNullable(each.whole())).toList();
  }

  /** Those that are open, or shown. */
  List<T> all() {
    return openings.values().stream().flatMap(each -> Stream.ofNullable(each.open.get())).toList();
  }
}
