package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over what is made of the elements of another that come to something, looked for one
 * ahead. One thread's.
 */
public final class FoundIterator<F extends @Nullable Object, T> implements Iterator<T> {
  private final Iterator<? extends F> others;
  private final Function<F, ? extends @Nullable T> make;
  private final Way way;
  private @Nullable T next;

  /** How the other one is asked. */
  public interface Way {
    <R extends @Nullable Object> R make(Supplier<R> step);
  }

  /**
   * @param make gives null for what is left out
   */
  public FoundIterator(Iterator<? extends F> others, Function<F, ? extends @Nullable T> make) {
    this(others, make, Supplier::get);
  }

  public FoundIterator(
      Iterator<? extends F> others, Function<F, ? extends @Nullable T> make, Way way) {
    this.others = others;
    this.make = make;
    this.way = way;
  }

  @Override
  public boolean hasNext() {
    while (next == null && way.make(others::hasNext)) {
      F other = way.make(others::next);
      next = make.apply(other);
    }
    return next != null;
  }

  @Override
  public T next() {
    T found = hasNext() ? next : null;
    if (found == null) {
      throw new NoSuchElementException("No further entry");
    }
    next = null;
    return found;
  }
}
