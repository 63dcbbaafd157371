package io.sealcache;

import io.sealcache.internal.seal.EntryPlace;
import java.util.Collection;
import java.util.List;

/**
 * A write that outdates the loads of its entries: before it changes the store, and again when it is
 * closed, whatever failed. One thread's.
 */
record Outdating(SharedLoads<?, ?> loads, List<EntryPlace<?>> entries) implements AutoCloseable {
  Outdating(SharedLoads<?, ?> loads, EntryPlace<?> entry) {
    this(loads, List.of(entry));
  }

  Outdating(SharedLoads<?, ?> loads, Collection<? extends EntryPlace<?>> entries) {
    this(loads, List.<EntryPlace<?>>copyOf(entries));
  }

  void now() {
    loads.outdate(entries);
  }

  @Override
  public void close() {
    now();
  }
}
