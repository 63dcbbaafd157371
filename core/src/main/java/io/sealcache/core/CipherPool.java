package io.sealcache.core;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that only one thread at a time may use, for re-use by any thread: taken and given back by
 * an atomic swap, in a slot that the thread's id chooses. Bounded, without locks and thread-locals,
 * so fit for any number of virtual threads. Thread-safe.
 *
 * <p>Give an object back only after it has worked, so not in a {@code finally}: one from which
 * anything was thrown may be in the middle of a message and is left to the garbage collector.
 */
final class CipherPool<T> {
  private static final int MIN_SLOTS = 8;
  private static final int MAX_SLOTS = 64;
  private static final int PROBES = 2;

  /** Slots lie 16 references, so at least a cache line, apart. */
  private static final int SLOT_SHIFT = 4;

  private final Supplier<? extends T> factory;
  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;

  /** Objects are made by any thread when none is free, by several at once. */
  CipherPool(Supplier<? extends T> factory) {
    int wanted = 2 * Runtime.getRuntime().availableProcessors();
    int size = Integer.highestOneBit(Math.min(Math.max(wanted, MIN_SLOTS), MAX_SLOTS));
    this.factory = factory;
    this.slots = new AtomicReferenceArray<>(size << SLOT_SHIFT);
    this.mask = size - 1;
  }

  /** An object that no other thread has. */
  T take() {
    for (int probe = 0; probe < PROBES; probe++) {
      T object = slots.getAndSet(slot(probe), null);
      if (object != null) {
        return object;
      }
    }
    return factory.get();
  }

  /** Frees an object that was taken; where others are free, it may be forgotten instead. */
  void give(T object) {
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(probe);
      if (slots.get(slot) == null) {
        // Another thread may fill the slot in between: then its object is forgotten, never shared.
        slots.setRelease(slot, object);
        return;
      }
    }
  }

  private int slot(int probe) {
    return (((int) Thread.currentThread().getId() + probe) & mask) << SLOT_SHIFT;
  }
}
