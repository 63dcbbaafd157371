package io.sealcache.internal.seal;

import org.jspecify.annotations.Nullable;

/**
 * The part of a bulk operation that the store is making, while the next one is made ready. A write
 * ends it before it begins the next: so one that fails has done the parts before. One thread's.
 */
public final class PendingPart implements AutoCloseable {
  private @Nullable Runnable begun;

  /** Waits for the end of the part before, if there is one. */
  public void end() {
    Runnable last = begun;
    begun = null;
    if (last != null) {
      last.run();
    }
  }

  /**
   * As {@link #end}, beside a part that was begun.
   *
   * @param next waits for its end
   */
  public void follow(Runnable next) {
    try {
      end();
    } finally {
      begun = next; // waited for when this is closed, though the part before failed
    }
  }

  /** Waits for the last one. */
  @Override
  public void close() {
    end();
  }
}
