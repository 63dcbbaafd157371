package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is made of each of others. */
final class FormedIterator<F extends @Nullable Object, T extends @Nullable Object>
    implements Iterator<T> {
  private final Iterator<? extends F> found;
  private final Function<F, T> form;

  FormedIterator(Iterator<? extends F> found, Function<F, T> form) {
    this.found = found;
    this.form = form;
  }

  @Override
  public boolean hasNext() {
    return found.hasNext();
  }

  @Override
  public T next() {
    return form.apply(found.next());
  }
}
