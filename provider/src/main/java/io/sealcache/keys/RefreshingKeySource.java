package io.sealcache.keys;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.OutageWatch;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.PrintableUri;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keys from where it is slow to ask for them and may fail, such as a key management service; one
 * keyring for all tenants. They are loaded once when this is made, and from then on by time, on a
 * daemon thread of this source's. No caller waits: where there are no keys within their grace, it
 * fails at once. Thread-safe.
 */
public final class RefreshingKeySource implements KeySource {
  private final String name;
  private final Callable<? extends @Nullable Keyring> loader;
  private final RefreshTimes times;
  private final Scheduler scheduler;
  private final SecurityEvents audit;
  private final LoadEvents events;
  private final Runnable release;
  // An operation may have taken a keyring and not yet derived from it, so none is wiped before the
  // end. They are few: only changed keys make one.
  private final List<Keyring> all = new ArrayList<>(); // guarded by this
  private volatile @Nullable Loaded last;
  private volatile @Nullable Throwable failure; // of the last load; null: it succeeded
  private volatile boolean closed; // changed under the lock

  /**
   * A keyring and when it was loaded.
   *
   * @param at in nanoseconds
   */
  private record Loaded(Keyring keyring, long at) {}

  private RefreshingKeySource(
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
    this.events = new LoadEvents(this.name, times.grace(), audit);
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

  /**
   * The keys of a keyring file, which is read again each second. Where a key wraps them that is to
   * confirm them, the file is read and the key asked at the given times. They are loaded at once.
   *
   * @param key which wraps them, closed with the source or if this fails; null: they are in clear
   * @param context for which they are wrapped
   * @param times null: the key need not confirm them, and they stay while the file can't be read
   * @throws RuntimeException if they can't be loaded
   */
  static RefreshingKeySource ofFile(
      String location,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      @Nullable RefreshTimes times,
      Scheduler scheduler) {
    Runnable release = key == null ? () -> {} : key::close;
    Path file;
    try {
      file = FileLocation.path("sealcache.keyring", location, "a keyring file");
    } catch (IllegalArgumentException e) {
      release.run();
      throw e;
    }
    SecurityEvents audit = new SecurityEvents();
    return new RefreshingKeySource(
            file.toString(),
            loader(file, key, context, times != null, audit),
            times == null ? RefreshTimes.ofFile() : times,
            scheduler,
            audit,
            release)
        .begin();
  }

  /**
   * Gives null where the keys are as they were. The content and not the file's time tells whether
   * it has changed: times are coarse, and links that are swapped may lead to an older file.
   *
   * @param confirms whether the key is asked again where the file is as it was
   */
  private static Callable<@Nullable Keyring> loader(
      Path file,
      @Nullable KeyEncryptionKey key,
      Map<String, String> context,
      boolean confirms,
      SecurityEvents audit) {
    String where = KeyringFile.where(file);
    OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of(file.toString()));
    byte[][] known = {{}};
    return () -> {
      byte[] content = SecretFile.read(where, file, KeyringFile.MAX_LENGTH);
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        if (!confirms && Arrays.equals(digest, known[0])) {
          return null;
        }
        try (KeyringFile keys =
            watch.watch("unwrap", () -> KeyringFile.parse(where, content, key, context))) {
          Keyring loaded = keys.keyring(where);
          known[0] = digest;
          return loaded;
        }
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    };
  }

  /** Loads for the first time, on the caller's thread. */
  private RefreshingKeySource begin() {
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
    events.failed(why, null);
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
      events.loaded(before, now);
    } catch (Throwable e) { // an Error too
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (!closed) {
        failure = e;
        events.failed(e, usable());
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
