package io.sealcache;

import io.sealcache.internal.seal.StoreEntry;
import java.util.Collection;
import java.util.List;

/**
 * A write that outdates the loads of its entries: before it changes the store, and again when it is
 * closed, whatever failed. One thread's.
 */
record Outdating(SharedLoads<?, ?> loads, List<StoreEntry<?>> entries) implements AutoCloseable {
  Outdating(SharedLoads<?, ?> loads, StoreEntry<?> entry) {
    this(loads, List.of(entry));
  }

  Outdating(SharedLoads<?, ?> loads, Collection<? extends StoreEntry<?>> entries) {
    this(loads, List.<StoreEntry<?>>copyOf(entries));
  }

  void now() {
    loads.outdate(entries);
  }

  @Override
  public void close() {
    now();
  }
}
