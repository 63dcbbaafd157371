package io.sealcache.keys.table;

import io.sealcache.internal.concurrent.ClockCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of names that were used lately, as the table had them when it was last asked. Keys that
 * the table has no more, or has changed, are given up here, without waiting for anybody.
 * Thread-safe.
 */
final class NamesInMemory {
  private final TableTrail trail;
  private final ClockCache<String, NameKeys> names;
  private volatile boolean closed;

  /**
   * @param limit at least 1
   */
  NamesInMemory(TableTrail trail, int limit) {
    this.trail = trail;
    this.names = new ClockCache<>(limit, keys -> keys.keyring().drop());
  }

  /** Those of a name; null if they aren't here. */
  @Nullable NameKeys find(String name) {
    return names.find(name);
  }

  List<NameKeys> all() {
    List<NameKeys> all = new ArrayList<>();
    names.forEach((name, keys) -> all.add(keys));
    return all;
  }

  /**
   * Takes up what a thread that is alone with the name has loaded.
   *
   * @param known what was here before; null: nothing
   * @return what is here now: that, unless others have replaced the known ones meanwhile
   */
  NameKeys takeUp(@Nullable NameKeys known, NameKeys fresh) {
    NameKeys kept =
        names.change(fresh.id().name(), there -> there == null || there == known ? fresh : there);
    if (kept != fresh) {
      fresh.destroy();
    } else if (known != null) {
      tellReplaced(known, fresh);
    }
    if (closed) {
      kept.destroy(); // an operation that came late
    }
    return kept;
  }

  /** Puts others in the place of keys, unless these are no longer those in memory. */
  void replace(NameKeys known, NameKeys fresh) {
    if (names.replace(known.id().name(), known, fresh)) {
      tellReplaced(known, fresh);
    } else {
      fresh.destroy();
    }
    if (closed) {
      fresh.destroy();
    }
  }

  /** Auditors are told last: that they can't be must keep no keys in use. */
  private void tellReplaced(NameKeys known, NameKeys fresh) {
    if (known.isDestroyed()) {
      return; // given up meanwhile, as too old
    }
    if (fresh.isSuccessorOf(known)) {
      known.keyring().drop(); // what was derived from it would outlive a name that is forgotten
      trail.changed(known.id(), known.keyring(), fresh.keyring());
    } else {
      known.destroy();
      trail.gone(known.id());
    }
  }

  /** Destroys keys that the table has no more, and tells of it. */
  void lose(NameKeys known) {
    if (giveUp(known)) {
      trail.gone(known.id());
    }
  }

  /** Destroys the keys; returns whether they were those in memory. */
  boolean giveUp(NameKeys known) {
    boolean found = names.remove(known.id().name(), known);
    known.destroy();
    return found;
  }

  /** Destroys all of them, and what comes late. */
  void close() {
    closed = true;
    names.forEach((name, keys) -> keys.destroy());
    names.clear();
  }
}
