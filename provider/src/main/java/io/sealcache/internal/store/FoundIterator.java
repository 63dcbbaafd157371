package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An iterator that looks for one ahead. One thread's. */
public final class FoundIterator<T> implements Iterator<T> {
  private final Supplier<? extends @Nullable T> look;
  private @Nullable T next;

  /**
   * @param look gives the next one; null: there is none any more
   */
  public FoundIterator(Supplier<? extends @Nullable T> look) {
    this.look = look;
  }

  /**
   * Over what is made of the elements of another one.
   *
   * @param make gives null for what is left out
   */
  public static <F extends @Nullable Object, T> Iterator<T> of(
      Iterator<? extends F> others, Function<F, ? extends @Nullable T> make) {
    return new FoundIterator<>(
        () -> {
          @Nullable T made = null;
          while (made == null && others.hasNext()) {
            made = make.apply(others.next());
          }
          return made;
        });
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = look.get();
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
