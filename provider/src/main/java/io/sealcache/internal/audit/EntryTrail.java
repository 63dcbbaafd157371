package io.sealcache.internal.audit;

/** The port by which it is told which entries don't open. Implementations are thread-safe. */
@FunctionalInterface
public interface EntryTrail {
  /**
   * Entries of a cache did not open.
   *
   * @param count how many since it was told last
   * @param total how many since the cache was opened
   * @param seconds since it was told last; 0 for the first time
   */
  void unreadable(String cache, String reason, long count, long total, long seconds);
}
