package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key table in memory and its JVMs, of which a test says what time it is. */
public final class TimedKeyTable {
  static final Duration MAX_AGE = Duration.ofMinutes(1);
  static final int FAST = 1_000_000;
  private static final KeyTableOptions OPTIONS = KeyTableOptions.of(MAX_AGE, 100);

  public final MemoryKeyTable table = new MemoryKeyTable();
  public volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

  /** Of this table, or of another one with the same clock. */
  TableRecords records(KeyEncryptionKey by, @Nullable KeyEncryptionKey previous) {
    return new TableRecords(table, by, previous, OPTIONS, () -> now);
  }

  TableKeySource open(TableRecords records, ManualScheduler time) {
    return new TableKeySource(records, OPTIONS, time);
  }

  TableKeySource open(KeyEncryptionKey by, ManualScheduler time) {
    return open(records(by, null), time);
  }

  public TableKeySource open() {
    return open(new ServiceKey(1), new ManualScheduler(0));
  }

  /** Wraps all records anew by a key. */
  RotationProgress rewrap(KeyEncryptionKey by, @Nullable KeyEncryptionKey previous) {
    return rotation(by, previous).rewrap(false, FAST, progress -> {});
  }

  KeyTableRotation rotation(KeyEncryptionKey by, @Nullable KeyEncryptionKey previous) {
    return new KeyTableRotation(records(by, previous), MAX_AGE);
  }

  /** Gives each name a key more, as a pass two days later that has not come to the first record. */
  void renewNamesLater() {
    String first = requireNonNull(table.records.get(KeyTable.ROOT_ID));
    renewLater();
    table.records.put(KeyTable.ROOT_ID, first);
  }

  /** Gives each record a key more, as the next pass two days later. */
  void renewLater() {
    now = now.plus(Duration.ofDays(2));
    RenewalTimes times = new RenewalTimes(Duration.ofDays(1), MAX_AGE.multipliedBy(2), MAX_AGE);
    rotation(new ServiceKey(1), null).renew(times, FAST, progress -> {});
  }
}
