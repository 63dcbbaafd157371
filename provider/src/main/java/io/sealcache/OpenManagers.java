package io.sealcache;

import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The managers of one provider, each in its place, where it stays until it is closed. A place is
 * occupied while a thread opens or closes what is in it: who wants the same place waits for that,
 * and nobody else. Thread-safe.
 */
final class OpenManagers {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  // All guarded by this; nobody waits for a store under it.
  private final Map<Place, EncryptedCacheManager> managers = new HashMap<>();
  private final Map<Place, Occupation> occupied = new HashMap<>();
  private final Map<Thread, Place> waiting = new HashMap<>();

  /** What a manager is asked for by. */
  record Place(ClassLoader loader, URI uri) {
    static Place of(EncryptedCacheManager manager) {
      return new Place(manager.getClassLoader(), manager.getURI());
    }

    // Those that the compiler makes have a cold JVM make method handles.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Place other && loader.equals(other.loader) && uri.equals(other.uri);
    }

    @Override
    public int hashCode() {
      return 31 * loader.hashCode() + uri.hashCode();
    }

    @Override
    public String toString() {
      return "'" + PrintableUri.of(uri) + "'";
    }
  }

  /** A thread's use of a place. */
  final class Occupation {
    private final Place place;
    private final Thread thread = Thread.currentThread();
    private final boolean opens;
    private boolean unwanted; // closed before it was open
    private @Nullable WrappedManager wrapped;

    private Occupation(Place place, boolean opens) {
      this.place = place;
      this.opens = opens;
    }

    /**
     * Takes the store's manager for this place alone: two would see each other's caches, and
     * closing one would close the other's.
     *
     * @throws CacheException if another has it
     */
    void claim(WrappedManager claimed) {
      synchronized (OpenManagers.this) {
        for (EncryptedCacheManager other : all(manager -> manager.isOver(claimed))) {
          throw shared(place, Place.of(other));
        }
        for (Occupation other : occupied.values()) {
          WrappedManager others = other.wrapped;
          if (others != null && claimed.isSame(others)) {
            throw shared(place, other.place);
          }
        }
        wrapped = claimed;
      }
    }
  }

  private static CacheException shared(Place place, Place other) {
    return new CacheException(
        "Cache manager %s would share the store's manager with %s: close that first, or set a %s of its own"
            .formatted(place, other, Setting.STORE_URI.propertyName()));
  }

  /**
   * The manager that is open there, or else the one that {@code open} makes.
   *
   * @throws CacheException also if it is closed before it is open
   */
  EncryptedCacheManager find(Place place, Function<Occupation, EncryptedCacheManager> open) {
    Occupation ours;
    synchronized (this) {
      awaitFree(place);
      EncryptedCacheManager manager = managers.get(place);
      if (manager != null) {
        return manager;
      }
      ours = new Occupation(place, true);
      occupied.put(place, ours);
    }
    try {
      EncryptedCacheManager manager = open.apply(ours);
      if (!enter(manager, ours)) {
        manager.close();
        throw new CacheException(
            "Cache manager %s was closed while it was being opened".formatted(place));
      }
      return manager;
    } finally {
      free(ours);
    }
  }

  private synchronized boolean enter(EncryptedCacheManager manager, Occupation ours) {
    boolean wanted = !ours.unwanted && !manager.isClosed(); // by a listener of a declared cache
    if (wanted) {
      managers.put(ours.place, manager);
    }
    return wanted;
  }

  private synchronized void free(Occupation occupation) {
    occupied.remove(occupation.place, occupation);
    notifyAll();
  }

  private void awaitFree(Place place) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    waiting.put(Thread.currentThread(), place);
    try {
      while (isTaken(place)) {
        refuseWaitingForItself(place);
        // Opening takes what the store takes. Closing has its own deadlines, and calls code of the
        // application's, which may wait for this thread.
        Occupation other = occupied.get(place);
        long left = other != null && other.opens ? PATIENCE_NANOS : deadline - System.nanoTime();
        if (left <= 0) {
          throw new CacheException(
              "Cache manager %s is still being closed; ask again later".formatted(place));
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while another thread opens " + place, e);
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  private boolean isTaken(Place place) {
    EncryptedCacheManager manager = managers.get(place);
    return occupied.containsKey(place) || (manager != null && manager.isClosed());
  }

  // A wrapped provider that asks for the application's provider gets this one again, without end.
  private void refuseWaitingForItself(Place place) {
    @Nullable Place next = place;
    for (int steps = 0; next != null && steps <= occupied.size(); steps++) {
      Occupation occupation = occupied.get(next);
      if (occupation != null && occupation.thread == Thread.currentThread()) {
        throw new CacheException(
            occupation.opens && next.equals(place)
                ? "The provider named by %s asks SealCache for a cache manager in its turn; name the one that stores the entries"
                    .formatted(Setting.STORE_PROVIDER.propertyName())
                : "Cache manager %s is being opened or closed by code that waits for this"
                    .formatted(place));
      }
      next = occupation == null ? null : waiting.get(occupation.thread);
    }
  }

  /** To be called by who closes a manager, before it does. */
  synchronized void closing(EncryptedCacheManager manager) {
    Place place = Place.of(manager);
    if (managers.get(place) == manager) { // else it is closed by who opens it
      occupied.put(place, new Occupation(place, false));
    }
  }

  /** To be called by who closed a manager, once it did. */
  synchronized void closed(EncryptedCacheManager manager) {
    Place place = Place.of(manager);
    if (managers.remove(place, manager)) {
      occupied.remove(place);
      notifyAll();
    }
  }

  /** Those that are open at the places; those that are being opened there won't ever be. */
  synchronized List<EncryptedCacheManager> leave(Predicate<Place> places) {
    for (Occupation occupation : occupied.values()) {
      if (occupation.opens && places.test(occupation.place)) {
        occupation.unwanted = true;
      }
    }
    return all(manager -> !manager.isClosed() && places.test(Place.of(manager)));
  }

  private List<EncryptedCacheManager> all(Predicate<EncryptedCacheManager> which) {
    return managers.values().stream().filter(which).toList();
  }
}
