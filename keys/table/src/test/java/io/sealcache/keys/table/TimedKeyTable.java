package io.sealcache.keys.table;

import io.sealcache.internal.concurrent.ManualScheduler;
import java.time.Duration;
import java.time.Instant;

/** A key table in memory, of which a test says what time it is. */
public final class TimedKeyTable {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  public final MemoryKeyTable table = new MemoryKeyTable();
  public volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

  public TableKeySource open() {
    return new TableKeySource(
        new TableRecords(table, new CountingKey(1), KeyTableOptions.of(MAX_AGE, 100), () -> now),
        KeyTableOptions.of(MAX_AGE, 100),
        new ManualScheduler(0));
  }
}
