package io.sealcache.core;

import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is set. */
final class SettableClock implements InstantSource {
  private long millis = 1_700_000_000_000L;

  void set(long time) {
    millis = time;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public long millis() {
    return millis;
  }
}
