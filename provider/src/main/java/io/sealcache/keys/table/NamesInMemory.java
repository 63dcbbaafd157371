package io.sealcache.keys.table;

import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.keys.table.RecordLoader.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of names that were used lately, as the table had them when it was last asked. What the
 * table has no more, or has changed, is given up here. Thread-safe.
 */
final class NamesInMemory {
  private static final int AT_ONCE = 1_000;
  private static final int LOCKS = 256;

  private final RecordLoader records;
  private final TableTrail trail;
  private final ClockCache<String, NameKeys> names;
  private final List<ReentrantLock> changing =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
  private volatile boolean closed;

  /**
   * @param limit at least 1
   */
  NamesInMemory(RecordLoader records, int limit) {
    this.records = records;
    this.trail = records.trail();
    this.names = new ClockCache<>(limit, keys -> keys.keyring().drop());
  }

  /** Those of a name; null if they aren't here. */
  @Nullable NameKeys find(String name) {
    return names.find(name);
  }

  /** One thread at a time loads, replaces or forgets the keys of a name. */
  <T extends @Nullable Object> T alone(String name, Supplier<T> change) {
    ReentrantLock lock = changing.get(Math.floorMod(name.hashCode(), LOCKS));
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes up what the table has; called by a thread that is alone with the name.
   *
   * @param stored null: it has none
   * @param now before it was read
   */
  @Nullable NameKeys see(RecordId id, @Nullable NameKeys known, @Nullable Stored stored, long now) {
    NameKeys again =
        known == null || stored == null ? null : records.again(known, stored.text(), now);
    NameKeys fresh = again != null ? again : stored == null ? null : records.open(id, stored, now);
    if (known != null && known != fresh) {
      replace(id, known, fresh, again == null);
    }
    if (fresh != null) {
      names.change(id.name(), there -> fresh);
      if (closed) {
        fresh.keyring().destroy(); // an operation that came late
      }
    }
    return fresh;
  }

  private void replace(
      RecordId id, NameKeys known, @Nullable NameKeys fresh, boolean isOtherRecord) {
    if (fresh == null || !fresh.isSuccessorOf(known)) {
      trail.gone(id);
      giveUp(known);
      return;
    }
    if (isOtherRecord) {
      trail.changed(id, known.keyring(), fresh.keyring());
    }
    known.keyring().drop(); // what was derived from it would outlive a name that is forgotten
  }

  /** Destroys the keys of a name, if they are here; called by a thread that is alone with it. */
  void giveUp(String name) {
    NameKeys known = names.find(name);
    if (known != null) {
      giveUp(known);
    }
  }

  private void giveUp(NameKeys lost) {
    names.remove(lost.id().name(), lost);
    lost.keyring().destroy();
  }

  /**
   * Looks all of them up in the table, in as few calls as may be.
   *
   * @param time in nanoseconds
   */
  void look(LongSupplier time) {
    List<NameKeys> all = new ArrayList<>();
    names.forEach((name, keys) -> all.add(keys));
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      look(all.subList(from, Math.min(all.size(), from + AT_ONCE)), time.getAsLong());
    }
  }

  private void look(List<NameKeys> some, long now) {
    Map<String, String> found =
        records
            .records()
            .readAll(some.stream().map(keys -> keys.id().text()).collect(Collectors.toSet()));
    some.forEach(keys -> look(keys, found.get(keys.id().text()), now));
  }

  private void look(NameKeys known, @Nullable String record, long now) {
    if (records.isAsKnown(known, record)) {
      known.seen(now);
      return;
    }
    String name = known.id().name();
    alone(
        name,
        () ->
            names.peek(name) == known
                ? see(known.id(), known, record == null ? null : new Stored(record, false), now)
                : null);
  }

  /** Destroys all of them, and what comes late. */
  void close() {
    closed = true;
    names.forEach((name, keys) -> keys.keyring().destroy());
    names.clear();
  }
}
