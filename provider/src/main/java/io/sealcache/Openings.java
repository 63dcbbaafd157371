package io.sealcache;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final Function<K, String> shown;
  // Guarded by this, as what is in it; nobody waits for a store or the application under it.
  private final Map<K, Opening<T>> openings = new HashMap<>();

  /**
   * @param shown names one at the beginning of a sentence
   */
  Openings(Duration patience, Function<K, String> shown) {
    this.patience = patience;
    this.shown = shown;
  }

  /** The holder of a name, from when it begins to be opened until it is closed. */
  static final class Opening<T> {
    private @Nullable Thread by = Thread.currentThread(); // who opens or closes it
    private boolean opens = true;
    private boolean unwanted;
    private @Nullable T open;

    private boolean isHere() {
      return by == Thread.currentThread();
    }
  }

  /** Whether this thread opens or closes what has the name. */
  synchronized boolean isHere(K name) {
    Opening<T> known = openings.get(name);
    return known != null && known.isHere();
  }

  synchronized boolean isOpenedHere(K name) {
    Opening<T> known = openings.get(name);
    return known != null && known.isHere() && known.opens;
  }

  /**
   * The one that is open under the name, once no other thread opens or closes it; null if nothing.
   *
   * @throws CacheException if that takes too long
   */
  synchronized @Nullable T find(K name) {
    if (!isHere(name)) {
      awaitFree(name);
    }
    return peek(name);
  }

  private @Nullable T peek(K name) {
    Opening<T> known = openings.get(name);
    return known == null ? null : known.open;
  }

  /**
   * As above; if nothing is open, what {@code open} makes.
   *
   * @param open gives null where there is nothing to open
   * @throws CacheException also if the calling thread would wait for itself
   */
  @Nullable T findOrOpen(K name, Function<Opening<T>, ? extends @Nullable T> open) {
    Opening<T> ours;
    synchronized (this) {
      awaitFree(name);
      Opening<T> known = openings.get(name);
      if (known != null) {
        return known.open;
      }
      ours = new Opening<>();
      openings.put(name, ours);
    }
    boolean opened = false;
    try {
      @Nullable T made = open.apply(ours);
      opened = made != null;
      return made;
    } finally {
      end(name, ours, opened);
    }
  }

  /** The thread that opens it may find it from now on, and others close it. */
  synchronized void show(Opening<T> ours, T open) {
    ours.open = open;
  }

  private synchronized void end(K name, Opening<T> ours, boolean opened) {
    ours.by = null;
    if (!opened || ours.open == null) { // or it was closed by now
      openings.remove(name);
    }
    notifyAll();
  }

  private void awaitFree(K name) {
    long deadline = deadline();
    for (Opening<T> known = openings.get(name);
        known != null && known.by != null;
        known = openings.get(name)) {
      if (known.isHere() || !waited(deadline)) {
        throw new CacheException(
            "%s is still being %s by %s: ask for it again once the call that does it has returned"
                .formatted(
                    shown.apply(name),
                    known.opens ? "opened" : "closed",
                    known.isHere() ? "this very thread" : "another thread"));
      }
    }
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  /** False, without waiting, after the deadline, and for a thread that is interrupted. */
  private boolean waited(long deadline) {
    long left = deadline - System.nanoTime();
    try {
      if (left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return left > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes what is open, or shown; false where that is another, or is closed already. */
  boolean close(K name, T which, Runnable closing) {
    Opening<T> known;
    synchronized (this) {
      known = openings.get(name);
      if (known == null || known.open != which) {
        return false;
      }
      known.open = null;
      if (known.by != null) {
        known = null; // the thread that opens it is not done yet
      } else {
        known.by = Thread.currentThread();
        known.opens = false;
      }
    }
    try {
      closing.run();
    } finally {
      if (known != null) {
        end(name, known, false);
      }
    }
    return true;
  }

  /** Closes what is there, be it nothing; meanwhile nothing is opened under the name. */
  void close(K name, Consumer<@Nullable T> closing) {
    Opening<T> known = new Opening<>();
    T open;
    synchronized (this) {
      awaitFree(name);
      open = peek(name);
      known.opens = false;
      openings.put(name, known);
    }
    try {
      closing.accept(open);
    } finally {
      end(name, known, false);
    }
  }

  /** Waits for those that other threads open, for as long as the patience lasts. */
  synchronized void awaitOpened() {
    long deadline = deadline();
    while (openings.values().stream()
            .anyMatch(each -> each.by != null && each.opens && !each.isHere())
        && waited(deadline)) {
      // looks again
    }
  }

  /** Has those that are being opened, under such names, closed again. */
  synchronized void refuse(Predicate<K> names) {
    openings.forEach((name, each) -> each.unwanted |= names.test(name));
  }

  synchronized boolean isRefused(Opening<T> ours) {
    return ours.unwanted;
  }

  synchronized List<K> names() {
    return openings.keySet().stream().filter(name -> peek(name) != null).toList();
  }

  /** Those that are open, or shown. */
  synchronized List<T> all() {
    return openings.values().stream().flatMap(each -> Stream.ofNullable(each.open)).toList();
  }
}
