package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.internal.text.PrintableUri;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keys from where it is slow to ask for them and may fail, such as a key management service; one
 * keyring for all tenants. They are loaded once when this is made, and from then on by time, on a
 * daemon thread of this source's. No caller waits: where there are no keys within their grace, it
 * fails at once. Thread-safe.
 */
public final class RefreshingKeySource implements KeySource {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String name;
  private final Callable<? extends @Nullable Keyring> loader;
  private final RefreshTimes times;
  private final Scheduler scheduler;
  private final SecurityEvents audit;
  private final KeyPlace place;
  private final Runnable release;
  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> all = new ArrayList<>(); // guarded by this
  private volatile @Nullable Loaded last;
  private volatile @Nullable Throwable failure; // of the last load; null: it succeeded
  private volatile boolean closed; // changed under the lock
  private final AtomicReference<@Nullable String> told = new AtomicReference<>(); // what is wrong

  /**
   * A keyring and when it was loaded.
   *
   * @param at in nanoseconds
   */
  private record Loaded(Keyring keyring, long at) {}

  /**
   * @param loader gives null where the keys are as they were
   * @param release done when this is closed
   */
  RefreshingKeySource(
      String name,
      Callable<? extends @Nullable Keyring> loader,
      RefreshTimes times,
      Scheduler scheduler,
      SecurityEvents audit,
      Runnable release) {
    this.name = PrintableUri.of(name);
    this.loader = loader;
    this.times = times;
    this.scheduler = scheduler;
    this.audit = audit;
    this.place = KeyPlace.of(this.name);
    this.release = release;
  }

  /**
   * A source whose keys are loaded at once.
   *
   * @param name of the place that keys come from, for messages and logs; of a URI its user
   *     information and query are not shown
   * @param loader gives a new keyring of new keys at each call, which the source takes over and
   *     destroys. It is not called again before it has returned, and should end by itself within
   *     seconds. Its exceptions are logged, without their causes, and are the causes of what
   *     operations throw, so their messages must contain no part of a key or credential
   * @throws RuntimeException if they can't be loaded
   */
  public static RefreshingKeySource of(String name, Callable<Keyring> loader, RefreshTimes times) {
    return of(name, loader, times, new DaemonScheduler());
  }

  static RefreshingKeySource of(
      String name, Callable<Keyring> loader, RefreshTimes times, Scheduler scheduler) {
    Callable<Keyring> checked =
        () -> requireNonNull(loader.call(), "The loader gave null; it must give a keyring");
    return new RefreshingKeySource(name, checked, times, scheduler, new SecurityEvents(), () -> {})
        .begin();
  }

  /** Loads for the first time, on the caller's thread. */
  RefreshingKeySource begin() {
    try {
      run();
      Throwable why = failure;
      if (why != null) {
        throw why instanceof RuntimeException known
            ? known
            : new IllegalStateException(
                "The keys of %s can't be loaded; see the cause".formatted(name), why);
      }
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * The keys loaded last.
   *
   * @throws IllegalStateException if they are older than their grace, or this is closed
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    Keyring usable = usable();
    if (usable != null) {
      return usable;
    }
    ensureOpen();
    Throwable known = failure; // null where the load hangs, and with it the thread that would tell
    usable = usable(); // or where one has just ended
    if (usable != null) {
      return usable;
    }
    Throwable why = known == null ? new TimeoutException("The load is late") : known;
    tellFailed(why, null);
    throw new IllegalStateException(
        "The keys of %s are older than their grace of %s, and loading them again failed; see the cause"
            .formatted(name, times.grace()),
        why);
  }

  private @Nullable Keyring usable() {
    Loaded now = last;
    return now != null && scheduler.nanoTime() - now.at() < times.grace().toNanos()
        ? now.keyring()
        : null;
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("The key source of " + name + " is closed");
    }
  }

  /** Loads, and plans the next load whatever comes of it. */
  private void run() {
    Loaded known = last;
    Keyring before = known == null ? null : known.keyring();
    try {
      Keyring given = loader.call();
      Keyring now = accept(given == null ? requireNonNull(before) : given, before);
      failure = null;
      tellLoaded(before, now);
    } catch (Throwable e) { // an Error too
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (!closed) {
        failure = e;
        tellFailed(e, usable());
      }
    } finally {
      scheduler.schedule(this::run, times.untilNext(failure == null, scheduler.spread()));
    }
  }

  /** The keyring, or the one in use where that has the same keys. */
  private synchronized Keyring accept(Keyring fresh, @Nullable Keyring before) {
    if (closed) {
      fresh.destroy();
    }
    ensureOpen();
    Keyring now = fresh;
    if (before == null || !SameKeys.areIn(before, fresh)) {
      all.add(fresh);
    } else if (fresh != before) {
      fresh.destroy();
      now = before;
    }
    last = new Loaded(now, scheduler.nanoTime());
    return now;
  }

  /**
   * Tells auditors and operators, these only what is new.
   *
   * @param before the keyring that was in use; null if there was none
   * @param now that object, if nothing has changed: auditors are told of that after an outage
   */
  private void tellLoaded(@Nullable Keyring before, Keyring now) {
    boolean wasWrong = told.getAndSet(null) != null;
    if (before == now && !wasWrong) {
      return;
    }
    if (wasWrong) {
      LOGGER.log(Level.INFO, "Keys of {0} are loaded again: {1}", name, now);
    }
    audit.accept(
        SecurityEvent.of(
            before != now ? EventName.KEYS_LOADED : EventName.KEYS_UNCHANGED,
            place,
            KeyIds.of(now)));
    if (before != null && before != now) {
      SecurityEvent.between(place, KeyIds.of(before), KeyIds.of(now)).forEach(audit);
      LOGGER.log(Level.INFO, "The keys of {0} have changed; it now gives {1}", name, now);
      for (String warning : warnings(before, now)) {
        LOGGER.log(Level.WARNING, "Keys of {0}: {1}", name, warning);
      }
    }
  }

  /**
   * @param inUse the keyring that is used nevertheless; null if there is none
   */
  private void tellFailed(Throwable failure, @Nullable Keyring inUse) {
    String problem = (inUse == null) + " " + failure;
    if (!problem.equals(told.getAndSet(problem))) { // a file is read each second
      LOGGER.log(
          Level.WARNING,
          inUse == null
              ? "No keys loaded from {0}; cache operations fail until loading succeeds: {1}"
              : "Keys of {0} can''t be loaded; those of before are used for their grace of {3},"
                  + " {2}: {1}",
          name,
          failure,
          inUse,
          times.grace());
    }
    audit.accept(
        SecurityEvent.failed(
            EventName.KEYS_NOT_LOADED,
            place,
            "load",
            failure,
            inUse == null ? KeyIds.NONE : KeyIds.of(inUse)));
  }

  /** The warning of what the change makes unreadable, here or in other JVMs; mostly nothing. */
  private static List<String> warnings(Keyring before, Keyring after) {
    var warnings = new ArrayList<String>();
    if (!after.indexKey().isSameKey(before.indexKey())) {
      warnings.add("the index key is another one, so entries stored until now are not found");
    }
    if (!SameKeys.isDataKey(before.current(), after)) {
      warnings.add(
          "the key that was current is gone, so values sealed until now cannot be opened; keep it"
              + " until they are gone");
    }
    if (!SameKeys.isDataKey(after.current(), before)) {
      warnings.add(
          "the current key is new, so JVMs that do not have it yet cannot open its values;"
              + " add a key first, and make it current when all have it");
    }
    return warnings;
  }

  @Override
  public Map<String, Long> history() {
    return audit.times();
  }

  /** Destroys all keyrings given out. A load in course by time is interrupted, none waited for. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      last = null;
      all.forEach(Keyring::destroy);
    }
    scheduler.close();
    release.run();
  }
}
