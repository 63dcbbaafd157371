package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The events that a synchronous listener was told of a race. Since each value is written once, the
 * values that came less those that went must be what is there at last.
 */
final class EventLedger<V>
    implements CacheEntryCreatedListener<String, V>,
        CacheEntryUpdatedListener<String, V>,
        CacheEntryRemovedListener<String, V> {
  private final Map<String, Queue<Change<V>>> changes = new ConcurrentHashMap<>();

  /** An event, copied when it was told. */
  private record Change<V>(
      EventType type, @Nullable V value, @Nullable V oldValue, boolean oldAvailable) {
    boolean isComplete() {
      boolean came = value != null || type == EventType.REMOVED;
      boolean went = (oldValue != null && oldAvailable) || type == EventType.CREATED;
      return came && went;
    }
  }

  CacheEntryListenerConfiguration<String, V> configuration() {
    return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, true);
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends V>> events) {
    note(events);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends V>> events) {
    note(events);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends V>> events) {
    note(events);
  }

  private void note(Iterable<CacheEntryEvent<? extends String, ? extends V>> events) {
    for (CacheEntryEvent<? extends String, ? extends V> event : events) {
      EventType type = event.getEventType();
      changes
          .computeIfAbsent(event.getKey(), key -> new ConcurrentLinkedQueue<>())
          .add(
              new Change<>(
                  type,
                  type == EventType.REMOVED ? null : event.getValue(),
                  event.getOldValue(),
                  event.isOldValueAvailable()));
    }
  }

  Set<String> keys() {
    return changes.keySet();
  }

  /**
   * Fails unless the changes of {@code key} are whole and lead to {@code present}. Of a store that
   * reports on threads of its own, a busy machine may tell some late.
   */
  void awaitLeadTo(String key, @Nullable V present) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        assertLeadTo(key, present);
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private void assertLeadTo(String key, @Nullable V present) {
    List<Change<V>> own = List.copyOf(changes.getOrDefault(key, new ConcurrentLinkedQueue<>()));
    assertThat(own).allMatch(Change::isComplete);
    List<V> came = values(own, Change::value);
    List<V> went = values(own, Change::oldValue);
    assertThat(came).doesNotHaveDuplicates();
    if (present != null) {
      went = new java.util.ArrayList<>(went);
      went.add(present);
    }
    assertThat(went).containsExactlyInAnyOrderElementsOf(came);
  }

  private static <V> List<V> values(
      List<Change<V>> changes, Function<Change<V>, @Nullable V> which) {
    return changes.stream()
        .<V>mapMulti(
            (change, out) -> {
              V value = which.apply(change);
              if (value != null) {
                out.accept(value);
              }
            })
        .toList();
  }
}
