package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An iterator over what is made of the elements of another, each step in one way. */
final class FormedIterator<F extends @Nullable Object, T extends @Nullable Object>
    implements Iterator<T> {
  private final Iterator<? extends F> found;
  private final Function<F, T> form;
  private final Way way;

  /** How a step is made. */
  interface Way {
    <T extends @Nullable Object> T make(Supplier<T> step);
  }

  FormedIterator(Iterator<? extends F> found, Function<F, T> form) {
    this(found, form, Supplier::get);
  }

  FormedIterator(Iterator<? extends F> found, Function<F, T> form, Way way) {
    this.found = found;
    this.form = form;
    this.way = way;
  }

  @Override
  public boolean hasNext() {
    return way.make(found::hasNext);
  }

  @Override
  public T next() {
    return way.make(() -> form.apply(found.next()));
  }
}
