package io.sealcache.keys.table;

import io.sealcache.internal.concurrent.ClockCache;
import io.sealcache.keys.table.RecordLoader.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of names that were used lately, as the table had them when it was last asked. What the
 * table has no more, or has changed, is given up here. Thread-safe.
 */
final class NamesInMemory implements TableLook.Names {
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
    if (known != null && stored != null && records.isSeen(known, stored.text(), now)) {
      return known;
    }
    NameKeys fresh = stored == null ? null : records.open(id, stored, now);
    if (known == null) {
      keep(id, fresh);
    } else {
      replace(id, known, fresh);
    }
    return fresh;
  }

  /** Auditors are told last: that they can't be must keep no keys in use. */
  private void replace(RecordId id, NameKeys known, @Nullable NameKeys fresh) {
    if (fresh == null || !fresh.isSuccessorOf(known)) {
      destroy(known);
      keep(id, fresh);
      trail.gone(id);
      return;
    }
    known.keyring().drop(); // what was derived from it would outlive a name that is forgotten
    keep(id, fresh);
    trail.changed(id, known.keyring(), fresh.keyring());
  }

  private void keep(RecordId id, @Nullable NameKeys fresh) {
    if (fresh != null) {
      names.change(id.name(), there -> fresh);
      if (closed) {
        fresh.destroy(); // an operation that came late
      }
    }
  }

  /** Destroys the keys of a name, if they are here; called by a thread that is alone with it. */
  void giveUp(String name) {
    NameKeys known = names.find(name);
    if (known != null) {
      destroy(known);
    }
  }

  private void destroy(NameKeys lost) {
    names.remove(lost.id().name(), lost);
    lost.destroy();
  }

  @Override
  public List<NameKeys> all() {
    List<NameKeys> all = new ArrayList<>();
    names.forEach((name, keys) -> all.add(keys));
    return all;
  }

  @Override
  public void see(NameKeys known, @Nullable String record, long now) {
    ifThere(
        known,
        () -> see(known.id(), known, record == null ? null : new Stored(record, false), now));
  }

  @Override
  public void giveUp(NameKeys known) {
    ifThere(known, () -> destroy(known));
  }

  private void ifThere(NameKeys known, Runnable change) {
    String name = known.id().name();
    alone(
        name,
        () -> {
          if (names.peek(name) == known) {
            change.run();
          }
          return null;
        });
  }

  /** Destroys all of them, and what comes late. */
  void close() {
    closed = true;
    names.forEach((name, keys) -> keys.destroy());
    names.clear();
  }
}
