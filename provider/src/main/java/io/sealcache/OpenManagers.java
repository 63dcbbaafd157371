package io.sealcache;

import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** The managers of one provider, each in its place, where it stays until closed. Thread-safe. */
final class OpenManagers<T extends CacheManager> {
  private final Openings<Place, T> openings;
  final Map<CacheManager, Place> claimed = Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param patience how long a thread waits for one that opens or closes a manager
   */
  OpenManagers(Duration patience) {
    this.openings = new Openings<>(patience, "Cache manager %s");
  }

  /** The identity by which a manager is asked for. */
  record Place(ClassLoader loader, URI uri) {
    static Place of(CacheManager manager) {
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

  /**
   * The manager that is open there, or else the one that {@code open} makes.
   *
   * @throws CacheException also if it is closed before it is open
   */
  T find(Place place, Supplier<T> open) {
    // A wrapped provider that asks for the default provider gets this one again, without end.
    if (openings.isOpenedHere(place)) {
      throw new CacheException(
          "The provider named by %s asks SealCache for a cache manager in its turn; name the one that stores the entries"
              .formatted(Setting.STORE_PROVIDER.propertyName()));
    }
    while (true) {
      T manager = openings.findOrOpen(place, () -> open(place, open));
      if (manager != null && !manager.isClosed()) { // else it is about to be taken out
        return manager;
      }
      Thread.onSpinWait();
    }
  }

  private T open(Place place, Supplier<T> open) {
    T manager = open.get();
    openings.show(place, manager); // so who closes it from now on does that whole
    if (openings.isRefused(place) || manager.isClosed()) { // by a listener of a declared cache
      manager.close();
      throw new CacheException(
          "Cache manager %s was closed while it was being opened".formatted(place));
    }
    return manager;
  }

  /**
   * Takes the store's manager for this place alone, until {@link #giveUp}: two would see each
   * other's caches, and closing one would close the other's.
   *
   * @throws CacheException if another has it
   */
  void claim(Place place, CacheManager stores) {
    Place other = claimed.putIfAbsent(stores, place);
    if (other != null) {
      throw new CacheException(
          "Cache manager %s would share the store's manager with %s: close that first, or set a %s of its own"
              .formatted(place, other, Setting.STORE_URI.propertyName()));
    }
  }

  /** Run by whoever closed this manager of the store. */
  void giveUp(CacheManager stores) {
    claimed.remove(stores);
  }

  /** Where one is open or being closed, or is being opened and has its store. */
  List<Place> places() {
    synchronized (claimed) {
      return List.copyOf(claimed.values());
    }
  }

  /** Closes a manager; nobody opens another in its place meanwhile. */
  void close(T manager, Runnable closing) {
    if (!openings.close(Place.of(manager), manager, closing)) { // its thread opens it still
      closing.run();
    }
  }

  /** Those that are open at the places; those that are being opened there won't ever be. */
  List<T> leave(Predicate<Place> places) {
    openings.refuse(places);
    return openings.all().stream().filter(manager -> places.test(Place.of(manager))).toList();
  }
}
