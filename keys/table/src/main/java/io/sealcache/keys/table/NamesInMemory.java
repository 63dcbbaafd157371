package io.sealcache.keys.table;

import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.internal.concurrent.EachInTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of names that were used lately, as the table had them when it was last asked. Keys that
 * the table has no more are given up here, without waiting for anybody. Thread-safe.
 */
final class NamesInMemory {
  private static final int AT_ONCE = 1_000;

  private final TableRecords records;
  private final ClockCache<String, NameKeys> names;
  private volatile boolean closed;

  /**
   * @param limit at least 1
   */
  NamesInMemory(TableRecords records, int limit) {
    this.records = records;
    this.names = new ClockCache<>(limit, keys -> keys.keyring().drop());
  }

  /** Those of a name; null if they aren't here. */
  @Nullable NameKeys find(String name) {
    return names.find(name);
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
   * Compares all with the table. Nothing is unwrapped: what the table has no more is given up.
   * Auditors are told of that once all are compared, whatever fails meanwhile.
   *
   * @param tells whether the table is yet the one that has their keys
   * @throws RuntimeException if the table can't be asked, or auditors can't be told
   */
  void look(LongSupplier nanoTime, BooleanSupplier tells) {
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

  void giveUpIf(Predicate<NameKeys> isOver) {
    all().stream().filter(isOver).forEach(this::giveUp);
  }

  private List<NameKeys> all() {
    List<NameKeys> all = new ArrayList<>();
    names.forEach((name, keys) -> all.add(keys));
    return all;
  }

  /** Destroys all of them, and what comes late. */
  void close() {
    closed = true;
    giveUpIf(keys -> true);
  }
}
