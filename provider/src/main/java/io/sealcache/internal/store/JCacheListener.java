package io.sealcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/**
 * Takes the events of a store that tells them as JCache has it, of those kinds that are heard: a
 * store may have one event wait until another was told, which then waits for nobody's.
 */
final class JCacheListener {
  private JCacheListener() {}

  /** What to register; it is of no kind where nothing is heard. Thread-safe. */
  static CacheEntryListener<Object, Object> of(StoreListener listener, Carriers carriers) {
    Told told = new Told(listener, carriers);
    int kinds =
        (listener.hears(EventType.CREATED) ? 1 : 0)
            + (listener.hears(EventType.UPDATED) ? 2 : 0)
            + (listener.hears(EventType.REMOVED) ? 4 : 0)
            + (listener.hears(EventType.EXPIRED) ? 8 : 0);
    return switch (kinds) {
      case 0 -> new None();
      case 1 -> new C(told);
      case 2 -> new U(told);
      case 3 -> new Cu(told);
      case 4 -> new R(told);
      case 5 -> new Cr(told);
      case 6 -> new Ur(told);
      case 7 -> new Cur(told);
      case 8 -> new E(told);
      case 9 -> new Ce(told);
      case 10 -> new Ue(told);
      case 11 -> new Cue(told);
      case 12 -> new Re(told);
      case 13 -> new Cre(told);
      case 14 -> new Ure(told);
      default -> new Cure(told);
    };
  }

  private record Told(StoreListener listener, Carriers carriers) {
    void deliver(Iterable<CacheEntryEvent<?, ?>> events) {
      List<StoredEvent> stored = new ArrayList<>();
      events.forEach(
          event ->
              stored.add(
                  carriers.event(
                      event.getEventType(),
                      event.getKey(),
                      event.getValue(),
                      event.isOldValueAvailable() ? event.getOldValue() : null)));
      listener.deliver(stored);
    }
  }

  private interface Created extends CacheEntryCreatedListener<Object, Object> {
    Told to();

    @Override
    default void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      to().deliver(events);
    }
  }

  private interface Updated extends CacheEntryUpdatedListener<Object, Object> {
    Told to();

    @Override
    default void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {
      to().deliver(events);
    }
  }

  private interface Removed extends CacheEntryRemovedListener<Object, Object> {
    Told to();

    @Override
    default void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
      to().deliver(events);
    }
  }

  private interface Expired extends CacheEntryExpiredListener<Object, Object> {
    Told to();

    @Override
    default void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {
      to().deliver(events);
    }
  }

  private record None() implements CacheEntryListener<Object, Object> {}

  private record C(Told to) implements Created {}

  private record U(Told to) implements Updated {}

  private record Cu(Told to) implements Created, Updated {}

  private record R(Told to) implements Removed {}

  private record Cr(Told to) implements Created, Removed {}

  private record Ur(Told to) implements Updated, Removed {}

  private record Cur(Told to) implements Created, Updated, Removed {}

  private record E(Told to) implements Expired {}

  private record Ce(Told to) implements Created, Expired {}

  private record Ue(Told to) implements Updated, Expired {}

  private record Cue(Told to) implements Created, Updated, Expired {}

  private record Re(Told to) implements Removed, Expired {}

  private record Cre(Told to) implements Created, Removed, Expired {}

  private record Ure(Told to) implements Updated, Removed, Expired {}

  private record Cure(Told to) implements Created, Updated, Removed, Expired {}
}
