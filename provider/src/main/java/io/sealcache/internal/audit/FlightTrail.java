package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.FlightEvents;
import io.sealcache.internal.jfr.KeyIds;

/** Tells Flight Recorder. */
public final class FlightTrail implements KeyTrail, EntryTrail {
  @Override
  public void started(String manager, String store, String source, KeyIds keys) {
    FlightEvents.managerStarted(manager, store, source, keys);
  }

  @Override
  public void loaded(KeyPlace place, boolean changed, KeyIds keys) {
    FlightEvents.keysLoaded(place.source(), changed, keys);
  }

  @Override
  public void nameLoaded(KeyPlace place, long count) {
    FlightEvents.nameKeysLoaded(place.source(), count);
  }

  @Override
  public void changed(KeyChange change) {
    FlightEvents.keyChanged(
        change.event().text(),
        change.place().source(),
        change.place().record(),
        change.place().name(),
        change.key(),
        change.before(),
        change.index(),
        change.count());
  }

  @Override
  public void failed(KeyFailure failure) {
    if (failure.event() == AuditEvent.KEYS_NOT_LOADED) {
      FlightEvents.keysNotLoaded(
          failure.place().source(),
          Math.toIntExact(failure.count()),
          failure.failure(),
          failure.inUse());
      return;
    }
    FlightEvents.keysFailed(
        failure.event().text(),
        failure.place().source(),
        failure.place().record(),
        failure.place().name(),
        failure.operation(),
        failure.count(),
        failure.failure(),
        failure.cause());
  }

  @Override
  public void unreadable(String cache, String reason, long count, long total, long seconds) {
    FlightEvents.unreadable(cache, reason, count, total);
  }
}
