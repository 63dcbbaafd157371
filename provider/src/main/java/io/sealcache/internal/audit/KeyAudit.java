package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;
import java.util.List;

/**
 * Where all that is told of one source of keys goes: the log, Flight Recorder and then counters, so
 * that what is counted has been told. Thread-safe.
 */
public final class KeyAudit implements KeyTrail {
  private final AuditCounts counts = new AuditCounts();
  private final KeyTrail told =
      new BoundedTrail(List.of(new AuditLog(), new FlightTrail()), System::nanoTime);

  public AuditCounts counts() {
    return counts;
  }

  @Override
  public void started(String manager, String store, String source, KeyIds keys) {
    told.started(manager, store, source, keys);
    counts.started(manager, store, source, keys);
  }

  @Override
  public void loaded(KeyPlace place, boolean changed, KeyIds keys) {
    told.loaded(place, changed, keys);
    counts.loaded(place, changed, keys);
  }

  @Override
  public void nameLoaded(KeyPlace place, long count) {
    told.nameLoaded(place, count);
    counts.nameLoaded(place, count);
  }

  @Override
  public void changed(KeyChange change) {
    told.changed(change);
    counts.changed(change);
  }

  @Override
  public void failed(KeyFailure failure) {
    told.failed(failure);
    counts.failed(failure);
  }
}
