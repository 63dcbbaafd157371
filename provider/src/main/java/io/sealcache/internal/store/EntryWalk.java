package io.sealcache.internal.store;

import java.util.Iterator;

/**
 * A walk over the entries of a cache, silently: no entry's expiry changes. One thread's.
 *
 * @param ending gives back what was opened for it
 */
public record EntryWalk(Iterator<ListedEntry> entries, Runnable ending) implements AutoCloseable {
  /** One for which nothing was opened. */
  public static EntryWalk over(StoreCalls calls) {
    return new EntryWalk(calls.iterator(), () -> {});
  }

  @Override
  public void close() {
    ending.run();
  }
}
