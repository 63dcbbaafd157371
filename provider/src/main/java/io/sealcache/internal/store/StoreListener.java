package io.sealcache.internal.store;

import java.util.List;

/** What a store's events are handed to, all kinds of them in one place. Thread-safe. */
public interface StoreListener {

  /** Takes events of any kinds. */
  void deliver(List<StoredEvent> events);

  /**
   * Whether the application's listener is told of new values: of their creation, their update, or
   * both.
   */
  boolean hearsWrites();

  /** Whether the application's listener is told of removals. */
  boolean hearsRemovals();

  /** Whether the store has to tell old values where it can. */
  boolean isOldValueRequired();

  /** Whether a call that changes entries returns only once this was told. */
  boolean isSynchronous();

  /** An event was given up, for the application's listener doesn't keep up. */
  void dropped();
}
