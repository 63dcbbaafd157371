package io.sealcache.internal.store.hazelcast;

import io.sealcache.internal.store.hazelcast.HazelcastPages.Page;
import io.sealcache.internal.store.hazelcast.HazelcastPages.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache, partition by partition: a page is asked for while the one before is read.
 * What failed is asked for again by who goes on. One thread's.
 */
final class HazelcastPagesAhead implements Iterator<Cache.Entry<String, Object>> {
  private final HazelcastPages pages;
  private final int partitions;
  private final Deque<Cache.Entry<String, Object>> read = new ArrayDeque<>();
  private @Nullable Place next;
  private @Nullable Supplier<Page> underWay;

  HazelcastPagesAhead(HazelcastPages pages, int partitions) {
    this.pages = pages;
    this.partitions = partitions;
    this.next = beginning(0);
    ask();
  }

  private @Nullable Place beginning(int partition) {
    return partition < partitions ? Place.first(partition) : null;
  }

  private void ask() {
    Place place = next;
    if (place != null) {
      underWay = pages.begin(place);
    }
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty() && next != null) {
      receive(next);
      ask();
    }
    return !read.isEmpty();
  }

  private void receive(Place place) {
    Supplier<Page> asked = underWay == null ? pages.begin(place) : underWay;
    underWay = null;
    Page page = asked.get();
    read.addAll(page.entries());
    next = page.next() == null ? beginning(place.partition() + 1) : page.next();
  }

  @Override
  public Cache.Entry<String, Object> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.remove();
  }
}
