package io.sealcache.keys.table;

import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.RenewalTimes;
import io.sealcache.keys.WrappedKeyring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes the records of a key table one after the other, while JVMs use them: renews the data keys
 * of tenants, or has all keys wrapped by another key-encryption key. A record is changed only if it
 * still is what was read, so that several passes, writes and {@code forget} go on together. A pass
 * that is begun anew does nothing to records that are done. Thread-safe.
 */
public final class KeyTableRotation {
  private static final Logger LOGGER = LoggerName.KEYS.logger();
  private static final int AT_ONCE = 256;

  private final TableRecords records;
  private final Duration maxAge;

  /**
   * @param maxAge for how long a JVM may have a record that was changed
   */
  KeyTableRotation(TableRecords records, Duration maxAge) {
    this.records = records;
    this.maxAge = maxAge;
  }

  /**
   * The change that a pass makes to a record.
   *
   * @param operation as auditors are told of it
   * @param done that it has changed records
   * @param isDue whether a record is to be changed
   * @param change of its keys, which are wrapped anew
   */
  private record Pass(
      String operation,
      EventName done,
      Predicate<WrappedKeyring> isDue,
      UnaryOperator<KeyringFile> change) {}

  /**
   * Does to each tenant's keys what is due by now: adds a data key where the current one is old,
   * lets one that was added seal, takes out one that was kept long enough. So it is to be called
   * again and again, each day for instance. Index keys stay.
   *
   * @param perSecond at most so many records are changed, each of which JVMs load again, or fail
   * @param told after each record
   * @return how far it came: to the end, unless the thread was interrupted
   * @throws IllegalArgumentException if a new key would seal before this JVM's {@code maxAge} is
   *     over
   * @throws RuntimeException if the table or the key-encryption key can't be asked now
   */
  public RotationProgress renew(
      RenewalTimes times, int perSecond, Consumer<RotationProgress> told) {
    if (times.settling().compareTo(maxAge) <= 0) {
      throw new IllegalArgumentException(
          "A new key is to settle for longer (%s) than a JVM may lack it, the %s of key-table.max-age"
              .formatted(times.settling(), maxAge));
    }
    return run(
        new Pass(
            "renew",
            EventName.RECORDS_RENEWED,
            record -> times.isDue(record, records.clock().instant()),
            keys -> times.after(keys, records.clock().instant())),
        perSecond,
        told);
  }

  /**
   * Has the keys of each record wrapped by the key-encryption key that is in use, where the
   * previous one wrapped them. This JVM has the keys in clear meanwhile.
   *
   * @param all also those that the key in use wrapped, once it was itself rotated
   * @param perSecond at most so many records are changed, each of which JVMs load again, or fail
   * @param told after each record
   * @return how far it came: to the end, unless the thread was interrupted
   * @throws RuntimeException if the table or a key-encryption key can't be asked now
   */
  public RotationProgress rewrap(boolean all, int perSecond, Consumer<RotationProgress> told) {
    return run(
        new Pass(
            "rewrap",
            EventName.RECORDS_REWRAPPED,
            record -> all || !records.isOfKey(record),
            UnaryOperator.identity()),
        perSecond,
        told);
  }

  private RotationProgress run(Pass pass, int perSecond, Consumer<RotationProgress> told) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("At least 1 record a second is to be changed");
    }
    RotationProgress progress = new RotationProgress("", 0, 0, 0);
    try {
      List<String> ids = records.ids("", AT_ONCE);
      while (!ids.isEmpty()) {
        Map<String, String> texts = records.readAll(new LinkedHashSet<>(ids));
        for (String id : ids) {
          long before = progress.changed() + progress.failed();
          long begun = System.nanoTime();
          progress = change(pass, id, texts.get(id), progress);
          told.accept(progress);
          boolean isDone = progress.changed() + progress.failed() == before;
          if (!isInTime(begun + (isDone ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond))) {
            return progress;
          }
        }
        ids = records.ids(ids.get(ids.size() - 1), AT_ONCE);
      }
      return progress;
    } finally {
      if (progress.changed() > 0) {
        records.tellMany(pass.done(), progress.changed());
      }
    }
  }

  private RotationProgress change(
      Pass pass, String text, @Nullable String found, RotationProgress progress) {
    RecordId id = new RecordId(text, "");
    String seen = found;
    try {
      while (seen != null) {
        WrappedKeyring record = records.parse(id, seen);
        if (!pass.isDue().test(record)) {
          return progress.and(text, false);
        }
        if (records.replace(id, seen, changed(pass, id, record))) {
          return progress.and(text, true);
        }
        seen = records.read(id);
      }
      return progress.and(text, false); // forgotten meanwhile
    } catch (IllegalArgumentException e) {
      records.tellFailed(EventName.RECORD_NOT_CHANGED, id, pass.operation(), e);
      if (progress.failed() == 0) {
        LOGGER.log(
            Level.WARNING,
            "{0} can''t be changed, and is passed over like others of its kind: {1}",
            records.where(id),
            e.getMessage());
      }
      return progress.andFailed(text);
    }
  }

  private String changed(Pass pass, RecordId id, WrappedKeyring record) {
    try (KeyringFile keys = records.unwrap(id, record);
        KeyringFile changed = pass.change().apply(keys)) {
      // By chance a new key may have the id of another: no JVM would take such a keyring.
      changed.keyring().destroy();
      return records.wrap(id, changed);
    }
  }

  /** Waits until another one may be changed; false if the thread is interrupted. */
  private static boolean isInTime(long due) {
    long early = due - System.nanoTime();
    while (early > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(early);
      early = due - System.nanoTime();
    }
    return !Thread.currentThread().isInterrupted();
  }

  @Override
  public String toString() {
    return "KeyTableRotation[" + records + "]";
  }
}
