package io.sealcache.internal.seal;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The values that iterators have opened ahead of who asks for them. Of an iterator that was given
 * up half way one is left, which nobody is ever handed: it is given up too, when another iterator
 * begins after the collector has found the first, and at the latest when the store is closed.
 * Thread-safe.
 */
final class ValuesAhead {
  private final ReferenceQueue<Object> abandoned = new ReferenceQueue<>();
  private final Set<Slot<?, ?>> slots = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Where one iterator has the entry that it opened ahead. */
  final class Slot<K, V> extends PhantomReference<Object> {
    private final AtomicReference<@Nullable OpenedEntry<K, V>> ahead = new AtomicReference<>();

    private Slot(Object iterator) {
      super(iterator, abandoned);
    }

    boolean isEmpty() {
      return ahead.get() == null;
    }

    void fill(OpenedEntry<K, V> entry) {
      slots.add(this);
      ahead.set(entry);
      if (closed) {
        giveUp(this);
      }
    }

    /** Hands it over; null if there is none. */
    @Nullable OpenedEntry<K, V> take() {
      return ahead.getAndSet(null);
    }

    /** The iterator has come to its end. */
    void end() {
      slots.remove(this);
    }

    private void release() {
      OpenedEntry<K, V> left = take();
      if (left != null) {
        left.place().release(left.value());
      }
    }
  }

  /** For an iterator that begins. */
  <K, V> Slot<K, V> of(Object iterator) {
    for (Reference<?> left = abandoned.poll(); left != null; left = abandoned.poll()) {
      giveUp((Slot<?, ?>) left);
    }
    return new Slot<>(iterator);
  }

  private void giveUp(Slot<?, ?> slot) {
    slots.remove(slot);
    slot.release();
  }

  void close() {
    closed = true;
    slots.forEach(this::giveUp);
  }
}
