package io.sealcache.keys.table;

import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes the records of a key table one after the other, while JVMs use them: renews the data keys
 * of names, or has all keys wrapped by another key-encryption key. A record is changed only if it
 * still is what was read, so that several passes, writes and {@code forget} go on together. A pass
 * that was stopped goes on behind the last record it reports; begun anew, it does nothing to
 * records that are done. Thread-safe.
 */
public final class KeyTableRotation {
  private static final Logger LOGGER = LoggerName.KEYS.logger();
  private static final int AT_ONCE = 256;

  private final RecordLoader loader;
  private final TableRecords records;
  private final Duration maxAge;
  private final InstantSource clock;

  /**
   * @param maxAge for how long a JVM may have a record that was changed
   */
  KeyTableRotation(RecordLoader loader, Duration maxAge, InstantSource clock) {
    this.loader = loader;
    this.records = loader.records();
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** What a pass does to a record; gives the same one if nothing is to be done. */
  private interface Change {
    KeyRecord of(RecordId id, KeyRecord record);
  }

  /**
   * Does to each name what is due by now: adds a data key where the current one is old, lets one
   * that was added seal, takes out one that was kept long enough. So it is to be called again and
   * again, each day for instance. Index keys stay.
   *
   * @param perSecond at most so many records are changed, each of which JVMs load again
   * @param after where an earlier pass stopped; empty: from the first record on
   * @param told after each record
   * @return how far it came: to the end, unless the thread was interrupted
   * @throws IllegalArgumentException if a new key would seal before this JVM's {@code maxAge} is
   *     over
   * @throws RuntimeException if the table or the key-encryption key can't be asked now
   */
  public RotationProgress renew(
      RenewalTimes times, int perSecond, String after, Consumer<RotationProgress> told) {
    if (times.settling().compareTo(maxAge) <= 0) {
      throw new IllegalArgumentException(
          "A new key is to settle for longer (%s) than a JVM may lack it, the %s of key-table.max-age"
              .formatted(times.settling(), maxAge));
    }
    return pass(
        RotationKind.RENEW,
        (id, record) ->
            record.renewed(
                times.age(),
                times.settling(),
                times.keeping(),
                loader.keyOf(record),
                loader.context(id),
                clock.instant()),
        perSecond,
        after,
        told);
  }

  /**
   * Has the keys of each record wrapped by the key-encryption key that is in use, where another one
   * wrapped them: the one of before. A key management service does it by itself where it can.
   *
   * @param all also those that the key in use wrapped, once it was itself rotated
   * @param perSecond at most so many records are changed, each of which JVMs load again
   * @param after where an earlier pass stopped; empty: from the first record on
   * @param told after each record
   * @return how far it came: to the end, unless the thread was interrupted
   * @throws RuntimeException if the table or a key-encryption key can't be asked now
   */
  public RotationProgress rewrap(
      boolean all, int perSecond, String after, Consumer<RotationProgress> told) {
    KeyEncryptionKey key = loader.key();
    return pass(
        RotationKind.REWRAP,
        (id, record) ->
            all || key.name() == null || !key.name().equals(record.wrappedBy())
                ? record.rewrapped(key, loader.keyOf(record), loader.context(id))
                : record,
        perSecond,
        after,
        told);
  }

  private RotationProgress pass(
      RotationKind kind,
      Change change,
      int perSecond,
      String after,
      Consumer<RotationProgress> told) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("At least 1 record a second is to be changed");
    }
    RotationProgress progress = RotationProgress.begun(after);
    long begun = System.nanoTime();
    try {
      List<String> ids = records.ids(after, AT_ONCE);
      while (!ids.isEmpty()) {
        Map<String, String> texts = records.readAll(new LinkedHashSet<>(ids));
        for (String id : ids) {
          if (Thread.currentThread().isInterrupted() || !isInTime(begun, progress, perSecond)) {
            return progress;
          }
          progress = change(kind, change, id, texts.get(id), progress);
          told.accept(progress);
        }
        ids = records.ids(ids.get(ids.size() - 1), AT_ONCE);
      }
      return progress;
    } finally {
      records.trail().changed(kind, progress.changed());
    }
  }

  private RotationProgress change(
      RotationKind kind,
      Change change,
      String text,
      @Nullable String found,
      RotationProgress progress) {
    RecordId id = RecordId.ofUnknown(text);
    String seen = found;
    try {
      while (seen != null) {
        KeyRecord record = KeyRecord.parse(records.where(id), seen);
        KeyRecord changed = change.of(id, record);
        String anew = changed == record ? seen : text(changed);
        if (anew.equals(seen)) {
          return progress.and(text, false);
        }
        if (records.replace(id, seen, anew)) {
          return progress.and(text, true);
        }
        seen = records.read(id);
      }
      return progress.and(text, false); // forgotten meanwhile
    } catch (IllegalArgumentException e) {
      records.trail().notChanged(id, kind, e);
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

  /** One that has grown too long is no reason to leave the others as they are. */
  private static String text(KeyRecord changed) {
    try {
      return changed.text();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Waits until another one may be changed; false if the thread is interrupted. */
  private static boolean isInTime(long begun, RotationProgress progress, int perSecond) {
    long due = begun + progress.changed() * TimeUnit.SECONDS.toNanos(1) / perSecond;
    long early = due - System.nanoTime();
    if (early > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(early);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "KeyTableRotation[" + records + "]";
  }
}
