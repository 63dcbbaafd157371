package io.sealcache.keys;

import io.sealcache.internal.jfr.FlightEvents;
import io.sealcache.internal.jfr.KeyIds;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flight Recorder of loads of keys.
 *
 * @param source the place they come from, as it may be shown
 */
record LoadEvents(String source) {
  void loaded(Keyring keyring, boolean changed) {
    FlightEvents.keysLoaded(source, changed, ids(keyring));
  }

  /**
   * @param failures how often in a row
   * @param inUse the keyring that is used nevertheless; null if there is none
   */
  void failed(Throwable failure, int failures, @Nullable Keyring inUse) {
    FlightEvents.keysNotLoaded(
        source, failures, failure.getClass().getName(), inUse == null ? KeyIds.NONE : ids(inUse));
  }

  private static KeyIds ids(Keyring keyring) {
    return KeyIds.of(
        keyring.current().id(),
        keyring.previous().stream().mapToInt(MasterKey::id),
        keyring.indexKey().id());
  }
}
