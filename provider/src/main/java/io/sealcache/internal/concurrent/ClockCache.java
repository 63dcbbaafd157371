package io.sealcache.internal.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not asked for lately, by second chance (the CLOCK algorithm):
 * finding a value takes no lock and, most times, writes nothing. Thread-safe. May hold one value
 * more for each thread that sets one.
 */
public final class ClockCache<K, V> {
  private final int limit;
  private final Consumer<? super V> forgotten;
  private final ConcurrentMap<K, Slot<K, V>> slots = new ConcurrentHashMap<>();

  // Each slot of the map once, except one that is being looked at: both change under the map's
  // lock. And of removed ones no more than the limit.
  private final Queue<Slot<K, V>> hand = new ConcurrentLinkedQueue<>();

  private final AtomicInteger removed = new AtomicInteger(); // since they were last swept

  private static final class Slot<K, V> {
    final K key;
    volatile V value;
    volatile boolean used;
    volatile boolean removed;

    Slot(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  /**
   * @param limit at least 1
   */
  public ClockCache(int limit) {
    this(limit, forgotten -> {});
  }

  /**
   * @param limit at least 1
   * @param forgotten told of each value that is forgotten to make room; must not use this map
   */
  public ClockCache(int limit, Consumer<? super V> forgotten) {
    this.limit = limit;
    this.forgotten = forgotten;
  }

  /** The value of the key; null if there is none. */
  public @Nullable V find(K key) {
    Slot<K, V> slot = slots.get(key);
    if (slot == null) {
      return null;
    }
    if (!slot.used) {
      slot.used = true;
    }
    return slot.value;
  }

  /**
   * Sets a value, and forgets others where there are too many. Of one key by one thread at a time.
   *
   * @param change gets what is there, or null; must not use this map
   */
  public V change(K key, Function<@Nullable V, V> change) {
    // Before, so that it isn't the new one, which nobody has asked for yet, that is forgotten.
    while (slots.size() >= limit && !slots.containsKey(key)) {
      advance();
    }
    return slots.compute(key, (k, known) -> changed(k, known, change)).value;
  }

  private Slot<K, V> changed(K key, @Nullable Slot<K, V> known, Function<@Nullable V, V> change) {
    if (known == null) {
      Slot<K, V> slot = new Slot<>(key, change.apply(null));
      hand.add(slot);
      return slot;
    }
    known.value = change.apply(known.value);
    known.used = true;
    return known;
  }

  /** As {@link #find}, but not as a use. */
  public @Nullable V peek(K key) {
    Slot<K, V> slot = slots.get(key);
    return slot == null ? null : slot.value;
  }

  /** Forgets all, when nothing is to be found here any more. */
  public void clear() {
    slots.clear();
    hand.clear();
  }

  /** Forgets a value, if it is what is there. */
  public boolean remove(K key, V value) {
    AtomicBoolean found = new AtomicBoolean();
    slots.computeIfPresent(
        key,
        (k, slot) -> {
          if (slot.value != value) {
            return slot;
          }
          slot.removed = true;
          found.set(true);
          removed.incrementAndGet();
          return null;
        });
    if (removed.get() > limit) {
      removed.set(0);
      hand.removeIf(slot -> slot.removed);
    }
    return found.get();
  }

  /** Shows each key and value that is there all the time, and maybe others. */
  public void forEach(BiConsumer<? super K, ? super V> action) {
    slots.forEach((key, slot) -> action.accept(key, slot.value));
  }

  /** How many are in line to be looked at, removed ones among them. */
  int inLine() {
    return hand.size();
  }

  private void advance() {
    Slot<K, V> next = hand.poll();
    if (next != null) {
      // One that was removed and set again meanwhile has another slot.
      slots.computeIfPresent(next.key, (k, slot) -> slot == next ? lookAt(slot) : slot);
    }
  }

  private @Nullable Slot<K, V> lookAt(Slot<K, V> slot) {
    if (slot.used) {
      slot.used = false;
      hand.add(slot);
      return slot;
    }
    forgotten.accept(slot.value);
    return null;
  }
}
