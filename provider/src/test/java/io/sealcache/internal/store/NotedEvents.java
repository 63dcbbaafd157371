package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import javax.cache.event.EventType;

/** A listener to all events, which notes their types and keys. */
public record NotedEvents(List<String> told, boolean isSynchronous) implements StoreListener {
  @Override
  public void deliver(List<StoredEvent> events) {
    events.forEach(
        event -> told.add(event.type() + " " + Stored.name(requireNonNull(event.key()))));
  }

  @Override
  public boolean hears(EventType type) {
    return true;
  }

  @Override
  public boolean isOldValueRequired() {
    return true;
  }
}
