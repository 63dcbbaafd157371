package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over what is made of the elements of another that come to something, looked for one
 * ahead. One thread's.
 */
public final class FoundIterator<F extends @Nullable Object, T> implements Iterator<T> {
  private final Iterator<? extends F> others;
  private final Function<F, @Nullable T> make;
  private @Nullable T next;

  /**
   * @param make gives null for what is left out
   */
  public FoundIterator(Iterator<? extends F> others, Function<F, @Nullable T> make) {
    this.others = others;
    this.make = make;
  }

  @Override
  public boolean hasNext() {
    while (next == null && others.hasNext()) {
      next = make.apply(others.next());
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
