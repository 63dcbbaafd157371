package io.sealcache.internal.locks;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Marks of loads that nobody shares, by stored key, which a change of the entry takes away.
 * Thread-safe.
 */
final class LoadMarks {
  private final ConcurrentMap<String, Set<Mark>> marks = new ConcurrentHashMap<>();

  /** One load's; is no longer set once the entry was changed, or it was closed. */
  final class Mark implements OwnLoad {
    private final String key;

    private Mark(String key) {
      this.key = key;
    }

    @Override
    public boolean isUpToDate() {
      Set<Mark> set = marks.get(key);
      return set != null && set.contains(this);
    }

    @Override
    public void close() {
      marks.computeIfPresent(key, (known, set) -> without(set));
    }

    /** Of a set, this one. */
    private @Nullable Set<Mark> of(Set<Mark> set) {
      if (isAlone(set)) {
        return set;
      }
      return set.contains(this) ? Set.of(this) : null;
    }

    private boolean isAlone(Set<Mark> set) {
      return set.size() == 1 && set.contains(this);
    }

    private @Nullable Set<Mark> without(Set<Mark> set) {
      if (isAlone(set)) {
        return null;
      }
      Set<Mark> left = new HashSet<>(set);
      left.remove(this);
      return left.isEmpty() ? null : Set.copyOf(left);
    }
  }

  /** Set before the source is read. */
  Mark set(String key) {
    Mark mark = new Mark(key);
    marks.merge(key, Set.of(mark), LoadMarks::union);
    return mark;
  }

  private static Set<Mark> union(Set<Mark> some, Set<Mark> others) {
    Set<Mark> all = new HashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  void remove(String key) {
    if (!marks.isEmpty()) {
      marks.remove(key);
    }
  }

  /** Leaves one mark of a key alone. */
  void removeOthers(String key, OwnLoad kept) {
    marks.computeIfPresent(key, (known, set) -> kept instanceof Mark mark ? mark.of(set) : null);
  }

  void clear() {
    marks.clear();
  }
}
