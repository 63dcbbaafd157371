package io.sealcache.internal.seal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a bulk write that the store is making, while the next one is made ready: no more than
 * one at a time, in order, so that a write that fails has done the parts before. One thread's.
 */
public final class PartUnderWay implements AutoCloseable {
  private @Nullable Runnable begun;

  /**
   * Begins a part, once the one before has ended.
   *
   * @param part begins it, and gives what waits for its end
   */
  public void next(Supplier<Runnable> part) {
    end();
    begun = part.get();
  }

  /** Begins a part, and then ends the one before. */
  public void overlap(Supplier<Runnable> part) {
    Runnable next = part.get();
    end();
    begun = next;
  }

  private void end() {
    Runnable last = begun;
    begun = null;
    if (last != null) {
      last.run();
    }
  }

  /** Waits for the last one. */
  @Override
  public void close() {
    end();
  }
}
