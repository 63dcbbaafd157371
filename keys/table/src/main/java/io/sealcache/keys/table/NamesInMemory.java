package io.sealcache.keys.table;

import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.internal.store.EachInTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of names that were used lately, as the table had them when it was last asked. Keys that
 * the table has no more, or has changed, are given up here, without waiting for anybody.
 * Thread-safe.
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
   * Takes up what a thread that is alone with the name has loaded.
   *
   * @param known what was here before; null: nothing
   */
  void takeUp(@Nullable NameKeys known, NameKeys fresh) {
    NameKeys unused = names.change(fresh.id().name(), there -> fresh);
    if (known != null) {
      tellReplaced(known, fresh);
    }
    if (closed) {
      fresh.destroy(); // an operation that came late
    }
  }

  /** Auditors are told last: that they can't be must keep no keys in use. */
  private void tellReplaced(NameKeys known, NameKeys fresh) {
    if (known.isDestroyed()) {
      return; // given up meanwhile, as too old
    }
    if (fresh.isSuccessorOf(known)) {
      known.keyring().drop(); // what was derived from it would outlive a name that is forgotten
      records.trail().tellChanged(known.id(), known.keyring(), fresh.keyring());
    } else {
      known.destroy();
      tellGone(known);
    }
  }

  private void tellGone(NameKeys lost) {
    records.trail().tell(EventName.KEYS_GONE, lost.id(), KeyIds.NONE);
  }

  /**
   * Compares all with the table. Nothing is unwrapped: what the table has no more is given up.
   * Auditors are told of that once all are compared, whatever fails meanwhile.
   *
   * @return those whose records have changed
   * @throws RuntimeException if the table can't be asked, or auditors can't be told
   */
  List<NameKeys> look(LongSupplier nanoTime) {
    List<NameKeys> changed = new ArrayList<>();
    List<NameKeys> lost = new ArrayList<>();
    List<Runnable> steps =
        List.of(() -> compare(nanoTime, changed, lost), () -> EachInTurn.run(lost, this::tellGone));
    EachInTurn.run(steps, Runnable::run);
    return changed;
  }

  private void compare(LongSupplier nanoTime, List<NameKeys> changed, List<NameKeys> lost) {
    List<NameKeys> all = all();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<NameKeys> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      long now = nanoTime.getAsLong();
      Map<String, String> there =
          records.readAll(some.stream().map(keys -> keys.id().text()).collect(Collectors.toSet()));
      for (NameKeys known : some) {
        String record = there.get(known.id().text());
        if (known.record().equals(record)) {
          known.seen(now);
        } else if (record != null) {
          changed.add(known);
        } else if (giveUp(known)) {
          lost.add(known);
        }
      }
    }
  }

  /** Destroys keys that the table has no more, and tells of it. */
  void lose(NameKeys known) {
    if (giveUp(known)) {
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
    names.forEach((name, keys) -> keys.destroy());
    names.clear();
  }
}
