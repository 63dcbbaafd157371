package io.sealcache.internal.locks;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** For which entries threads run the application's code without holding them. Thread-safe. */
final class RunningCode {
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();

  enum Kind {
    PROCESSOR,
    LOADER,
    SYNCHRONOUS_LISTENER
  }

  private record Run(Thread thread, String key, Kind kind) {
    Run(String key, Kind kind) {
      this(Thread.currentThread(), key, kind);
    }
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Whether this thread runs such code for the entry. */
  boolean isOwn(String key, Kind kind) {
    return !runs.isEmpty() && runs.contains(new Run(key, kind));
  }

  /**
   * Begins on this thread what it has not begun.
   *
   * @return ends it, on any thread
   */
  Runnable begin(String key, Kind kind) {
    Run run = new Run(key, kind);
    return runs.add(run) ? () -> runs.remove(run) : () -> {};
  }

  <T> T during(Collection<String> keys, Kind kind, Supplier<T> code) {
    List<Runnable> begun = keys.stream().map(key -> begin(key, kind)).toList();
    try {
      return code.get();
    } finally {
      begun.forEach(Runnable::run);
    }
  }
}
