package io.sealcache.internal.locks;

import io.sealcache.core.SealedBytes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one cache that run in this JVM, by stored key: one a key, whose result all get that
 * miss it meanwhile. Thread-safe.
 *
 * @param timeout how long one operation waits for loads
 */
public record KeyLoads(
    String cacheName,
    ThreadWaits waits,
    Duration timeout,
    ConcurrentMap<String, Load> running,
    Set<Alone> alone,
    LoadMarks marks,
    AtomicInteger ended) {

  public KeyLoads(String cacheName, ThreadWaits waits, Duration timeout) {
    this(
        cacheName,
        waits,
        timeout,
        new ConcurrentHashMap<>(),
        ConcurrentHashMap.newKeySet(),
        new LoadMarks(),
        new AtomicInteger());
  }

  /**
   * Taken before the store is read: if it is another one when a load begins, one may have ended
   * since, so that what it entered was missed.
   */
  public int stamp() {
    return ended.get();
  }

  /** What is to be done about a key that was missed. */
  public sealed interface Turn {
    /** Load it, for all; the load is to be closed. */
    record First(Load load) implements Turn {}

    /** Take what another thread loads. */
    record Later(Load load) implements Turn {}

    /** Load it for oneself: this thread does for all, and reads it on the way. */
    record Nested() implements Turn {}
  }

  /** What became of a load. */
  public sealed interface Result {
    /** A value, of which each caller opens one of its own. */
    record Loaded(SealedBytes value) implements Result {}

    record Nothing() implements Result {}

    record Failed(Throwable failure) implements Result {}

    /** Nothing is known: it ended for a reason of its own thread's, so load for oneself. */
    record Abandoned() implements Result {}
  }

  /** A key that a thread loads for itself, beside the load for all. */
  public record Alone(Thread thread, String key) {}

  /**
   * Begins or joins the load of a key.
   *
   * @param sole whether it is loaded alone, not among others
   * @throws CacheLoaderException if the loader reads what it is called for
   */
  public Turn begin(String key, boolean sole) {
    if (!alone.isEmpty() && alone.contains(new Alone(Thread.currentThread(), key))) {
      throw recursion();
    }
    Load mine = new Load(key, sole);
    Load known = running.putIfAbsent(key, mine);
    if (known == null) {
      return new Turn.First(mine);
    }
    if (!known.isRunningHere()) {
      return new Turn.Later(known);
    }
    if (known.sole) {
      throw recursion();
    }
    return new Turn.Nested();
  }

  private CacheLoaderException recursion() {
    return new CacheLoaderException(
        ("Cache '%s': its loader reads, through the cache, the entry that it is called for, so that"
                + " it would wait for itself")
            .formatted(cacheName));
  }

  /** How long an operation that begins now waits for loads. */
  public Patience patience() {
    return new Patience(timeout);
  }

  /** Begins a load for oneself, which ends when the result is closed. */
  public OwnLoad beginAlone(String key) {
    Alone begun = new Alone(Thread.currentThread(), key);
    if (!alone.add(begun)) {
      throw recursion();
    }
    LoadMarks.Mark mark = marks.set(key);
    return new OwnLoad() {
      @Override
      public boolean isUpToDate() {
        return mark.isUpToDate();
      }

      @Override
      public void close() {
        mark.close();
        alone.remove(begun);
      }
    };
  }

  /** Whether there are loads that others may share, or that nobody does. */
  boolean areRunning() {
    return !running.isEmpty() || !alone.isEmpty();
  }

  /** Whether this thread is in the loader for any key. */
  boolean isLoadingHere() {
    Thread here = Thread.currentThread();
    return running.values().stream().anyMatch(Load::isRunningHere)
        || alone.stream().anyMatch(each -> each.thread() == here);
  }

  /** Whether this thread is in the loader for this key. */
  public boolean isOwn(String key) {
    if (!areRunning()) {
      return false;
    }
    Load known = running.get(key);
    return (known != null && known.isRunningHere())
        || (!alone.isEmpty() && alone.contains(new Alone(Thread.currentThread(), key)));
  }

  /**
   * Has later misses load again, and the loads that run enter nothing: the entry is changed, maybe
   * after they read its source. Called before the store is, and again after.
   */
  public void outdate(String key) {
    if (!running.isEmpty()) {
      running.remove(key);
    }
    marks.remove(key);
  }

  /** Whether there is something that {@link #outdate} could have an effect on. */
  public boolean canBeOutdated() {
    return !running.isEmpty() || !marks.isEmpty();
  }

  /** As above, by what was loaded itself, and outdates the others only. */
  public void outdateOthers(String key, OwnLoad load) {
    running.remove(key);
    marks.removeOthers(key, load);
  }

  /** Begins a load that is shared with nobody and entered by who begins it. */
  public OwnLoad mark(String key) {
    return marks.set(key);
  }

  public void outdateAll() {
    running.clear();
    marks.clear();
  }

  /**
   * Waits for what another thread loads.
   *
   * @return null if that thread waits for this one
   * @throws CacheLoaderException if that takes too long or the thread is interrupted
   */
  public @Nullable Result await(Load load, Patience patience) {
    if (load.result.isDone()) {
      return load.result.join();
    }
    if (!waits.begin(() -> load.isRunning() ? load.thread : null)) {
      return null;
    }
    try (Patience.Wait wait = patience.begin()) {
      return load.result.get(patience.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CacheLoaderException(
          ("Cache '%s': another thread is loading this entry, and this one waited %d ms for it;"
                  + " setting contention-timeout is how long it waits")
              .formatted(cacheName, patience.limit().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheLoaderException(
          "Cache '%s': interrupted while another thread was loading this entry"
              .formatted(cacheName));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // no load ends in one
    } finally {
      waits.end();
    }
  }

  /** One load, for all who miss its key; its thread's, but for its result. */
  public final class Load implements AutoCloseable {
    private final String key;
    private final boolean sole;
    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<Result> result = new CompletableFuture<>();

    private Load(String key, boolean sole) {
      this.key = key;
      this.sole = sole;
    }

    private boolean isRunning() {
      return !result.isDone();
    }

    private boolean isRunningHere() {
      return thread == Thread.currentThread() && isRunning();
    }

    /** Whether nobody changed the entry in this JVM since it began. */
    public boolean isUpToDate() {
      return running.get(key) == this;
    }

    /** Tells all who wait; those that miss the key until it is closed get it too. */
    public void end(Result loaded) {
      result.complete(loaded);
    }

    /** Lets the next who misses load again. */
    @Override
    public void close() {
      ended.incrementAndGet();
      running.remove(key, this);
      result.complete(new Result.Abandoned());
    }
  }
}
