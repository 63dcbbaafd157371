package io.sealcache.keys.table;

import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a table that this JVM has: the first record's, which also tell where those of names
 * are, and those of names that were used lately. The first record's keys change, but their index
 * key doesn't; that the key-encryption key still unwraps them confirms the keys of all names. Keys
 * that the table has no more are given up without waiting for anybody. Thread-safe.
 */
final class KeysInMemory {
  private static final int ID_LENGTH = 16;
  private static final int AT_ONCE = 1_000;

  private final TableRecords records;
  private final KeyTableOptions options;
  private final LongSupplier nanoTime;
  private final ClockCache<String, NameKeys> names;
  private volatile NameKeys root;
  private volatile long confirmedAt;
  private volatile boolean closed; // changed under the lock

  /**
   * Loads the first record's keys, or makes them where the table is new.
   *
   * @throws IllegalArgumentException if records couldn't tell the key-encryption keys apart
   */
  KeysInMemory(TableRecords records, KeyTableOptions options, LongSupplier nanoTime) {
    this.records = records;
    this.options = options;
    this.nanoTime = nanoTime;
    this.names = new ClockCache<>(options.inMemory(), keys -> keys.keyring().drop());
    records.ensureKeysDiffer();
    confirmedAt = nanoTime.getAsLong();
    String record = records.read(RecordId.ROOT);
    if (record != null) {
      root = records.open(RecordId.ROOT, record, confirmedAt);
      return;
    }
    root = records.make(RecordId.ROOT, confirmedAt);
    LoggerName.KEYS
        .logger()
        .log(
            Level.WARNING,
            "{0} was empty and has its first keys now. If it was not to be new, it is another one"
                + " than that of the entries that are stored: none of them will open",
            records);
  }

  /** The first record's, as they were seen last. */
  NameKeys root() {
    return root;
  }

  /** Those of a name; null if they aren't here. */
  @Nullable NameKeys find(String name) {
    return names.find(name);
  }

  /**
   * The id of a name, from which only the first record's keys tell it.
   *
   * @throws IllegalArgumentException if it is blank, as no tenant is called
   * @throws IllegalStateException if they are destroyed
   */
  RecordId id(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          records
              + ": a tenant's or person's name is blank; give its name, or null for what belongs to"
              + " nobody");
    }
    byte[] id = root.keyring().indexKey().derive(ID_LENGTH, "key-table", name);
    return new RecordId(HexFormat.of().formatHex(id), name);
  }

  /** Whether the table was seen to have them, within the maximum age. */
  boolean isSeen(NameKeys keys) {
    return nanoTime.getAsLong() - keys.seenAt().get() < options.maxAge().toNanos();
  }

  /** Whether the key-encryption key unwrapped the first record's within its grace. */
  boolean isConfirmed() {
    return nanoTime.getAsLong() - confirmedAt < options.times().grace().toNanos();
  }

  /**
   * @throws IllegalStateException if it did not
   */
  void ensureConfirmed() {
    if (!isConfirmed()) {
      throw new IllegalStateException(
          "The key-encryption key of %s has not unwrapped its keys for %s (sealcache.kms.grace): it was withdrawn or can't be asked"
              .formatted(records, options.times().grace()));
    }
  }

  /**
   * Whether the table has the first record that is known, which is then seen; nothing is unwrapped.
   *
   * @throws BrokenRecordException if it has none
   */
  boolean lookAtRoot() {
    long now = nanoTime.getAsLong();
    NameKeys before = root;
    boolean same = before.isStill(rootRecord(), now);
    if (!same) {
      before.changed().set(true);
    }
    return same;
  }

  private String rootRecord() {
    String record = records.read(RecordId.ROOT);
    if (record == null) {
      throw lost("has lost its first record, without which no name is found in it");
    }
    return record;
  }

  private RuntimeException lost(String problem) {
    return records.notLoaded(RecordId.ROOT, new BrokenRecordException(records + " " + problem));
  }

  /**
   * Those that the table has, unwrapped if they have changed.
   *
   * @throws BrokenRecordException if it has none, or those of another table
   */
  NameKeys seeRoot() {
    return lookAtRoot() ? root : confirm();
  }

  /** Has them unwrapped, where they have changed or a refresh is due before the next look. */
  void refresh() {
    Duration latest = options.times().refreshAfter().minus(options.untilNextLook());
    boolean isDue = nanoTime.getAsLong() - confirmedAt > latest.toNanos();
    if (root.changed().getAndSet(false) || isDue) {
      NameKeys unused = confirm();
    }
  }

  private NameKeys confirm() {
    NameKeys before = root;
    long now = nanoTime.getAsLong();
    NameKeys opened = records.open(RecordId.ROOT, rootRecord(), now);
    boolean isNew;
    boolean isSuccessor;
    synchronized (this) { // not while anybody is told
      // Another thread may have been faster, and its record may be the later one.
      isNew =
          !closed && root.keyring() == before.keyring() && !opened.record().equals(before.record());
      isSuccessor = isNew && opened.isSuccessorOf(before);
      root = isSuccessor ? opened : root;
    }
    if (isSuccessor) {
      before.keyring().drop();
      records.tellChanged(RecordId.ROOT, before.keyring(), opened.keyring());
    } else {
      opened.destroy();
      if (isNew) {
        throw lost("is another one than it was");
      }
    }
    NameKeys after = root;
    if (after.record().equals(opened.record())) {
      after.seenAt().set(now);
    }
    confirmedAt = now;
    return after;
  }

  /**
   * Takes up keys that were loaded, and tells auditors last: that they can't be told must keep no
   * keys in use.
   *
   * @param known what was here before; null: nothing
   * @param step runs an action unless the name was forgotten, and returns whether it was not
   */
  NameKeys takeUp(@Nullable NameKeys known, NameKeys fresh, Predicate<Runnable> step) {
    boolean kept =
        step.test(
            () -> {
              NameKeys unused = names.change(fresh.id().name(), there -> fresh);
            });
    if (!kept || closed) { // an operation that came late
      fresh.destroy();
      if (known != null && closed) { // else it may be another's, who asked anew
        known.destroy();
      }
      return fresh;
    }
    if (known != null && !known.isDestroyed()) { // given up meanwhile, as too old
      if (fresh.isSuccessorOf(known)) {
        known.keyring().drop(); // what was derived from it would outlive a name that is forgotten
        records.tellChanged(known.id(), known.keyring(), fresh.keyring());
      } else {
        known.destroy();
        tellGone(known);
      }
    }
    return fresh;
  }

  private void tellGone(NameKeys lost) {
    records.tell(EventName.KEYS_GONE, lost.id(), KeyIds.NONE);
  }

  /**
   * Compares those of all names with the table. Nothing is unwrapped: what the table has no more is
   * given up. Auditors are told of that once all are compared, whatever fails meanwhile.
   *
   * @param tells whether the table is yet the one that has their keys
   * @throws RuntimeException if the table can't be asked, or auditors can't be told
   */
  void look(BooleanSupplier tells) {
    List<NameKeys> lost = new ArrayList<>();
    try {
      List<NameKeys> all = all();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<NameKeys> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        List<NameKeys> missing = missing(some, nanoTime.getAsLong());
        if (!missing.isEmpty() && tells.getAsBoolean()) {
          missing.stream().filter(this::giveUp).forEach(lost::add);
        }
      }
    } finally {
      EachInTurn.run(lost, this::tellGone);
    }
  }

  /** Those that the table hasn't. */
  private List<NameKeys> missing(List<NameKeys> some, long now) {
    List<NameKeys> missing = new ArrayList<>();
    Map<String, String> there =
        records.readAll(some.stream().map(keys -> keys.id().text()).collect(Collectors.toSet()));
    for (NameKeys known : some) {
      String record = there.get(known.id().text());
      if (record == null) {
        missing.add(known);
      } else if (!record.isEmpty() && !known.isStill(record, now)) {
        known.changed().set(true); // an empty one can't be read now
      }
    }
    return missing;
  }

  /** Destroys keys that the table has no more, and tells of it. */
  void lose(@Nullable NameKeys known) {
    if (known != null && giveUp(known)) {
      tellGone(known);
    }
  }

  /** Destroys the keys; returns whether they were those in memory. */
  boolean giveUp(NameKeys known) {
    boolean found = names.remove(known.id().name(), known);
    known.destroy();
    return found;
  }

  /** Nobody may know whether a name is forgotten that no look has seen. */
  void giveUpOld() {
    all().stream().filter(keys -> !isSeen(keys) || !isConfirmed()).forEach(this::giveUp);
  }

  private List<NameKeys> all() {
    List<NameKeys> all = new ArrayList<>();
    names.forEach((name, keys) -> all.add(keys));
    return all;
  }

  /** Destroys all of them, and what comes late. */
  void close() {
    synchronized (this) {
      closed = true;
      root.destroy();
    }
    all().forEach(this::giveUp);
  }
}
