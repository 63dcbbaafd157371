package io.sealcache.internal.store;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An iterator over what a store gives in pages, each when it is come to. One thread's. */
public final class PagedIterator<T> implements Iterator<T> {
  private final IntFunction<@Nullable Iterator<T>> pages;
  private Iterator<T> page = Collections.emptyIterator();
  private int next;

  /**
   * @param pages gives the page of a number from 0 on; null: there is none any more
   */
  public PagedIterator(IntFunction<@Nullable Iterator<T>> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext()) {
      Iterator<T> found = pages.apply(next);
      if (found == null) {
        page = Collections.emptyIterator(); // Hazelcast's begin anew after their end
        return false;
      }
      page = found;
      next++; // once it was asked: one that failed is asked again
    }
    return true;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No further entry");
    }
    return page.next();
  }
}
