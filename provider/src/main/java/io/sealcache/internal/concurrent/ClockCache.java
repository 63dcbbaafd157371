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
  private final @Nullable Consumer<? super V> forgotten;
  private final ConcurrentMap<K, Slot<K, V>> slots = new ConcurrentHashMap<>();

  // That of each slot of the map once, except one that is being looked at: both change under the
  // map's
  // lock. And of removed ones, which know no key any more, no more than the limit.
  private final Queue<Turn<K>> hand = new ConcurrentLinkedQueue<>();

  private final AtomicInteger removed = new AtomicInteger(); // since they were last swept

  private static final class Turn<K> {
    volatile @Nullable K key;

    Turn(K key) {
      this.key = key;
    }
  }

  private static final class Slot<K, V> {
    final V value;
    final Turn<K> turn;
    volatile boolean used;

    Slot(V value, Turn<K> turn, boolean used) {
      this.value = value;
      this.turn = turn;
      this.used = used;
    }
  }

  /**
   * @param limit at least 1
   * @param forgotten told of each value that is forgotten to make room; must not use this map;
   *     null: nobody is
   */
  public ClockCache(int limit, @Nullable Consumer<? super V> forgotten) {
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
    return slots.compute(
            key,
            (k, known) -> {
              V value = change.apply(known == null ? null : known.value);
              return known == null
                  ? new Slot<>(value, turn(k), false)
                  : new Slot<>(value, known.turn, true);
            })
        .value;
  }

  private Turn<K> turn(K key) {
    Turn<K> turn = new Turn<>(key);
    hand.add(turn);
    return turn;
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
          slot.turn.key = null;
          found.set(true);
          removed.incrementAndGet();
          return null;
        });
    if (removed.get() > limit) {
      removed.set(0);
      hand.removeIf(turn -> turn.key == null);
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
    Turn<K> next = hand.poll();
    K key = next == null ? null : next.key;
    if (key != null) {
      // One that was removed and set again meanwhile has another turn.
      slots.computeIfPresent(key, (k, slot) -> slot.turn == next ? lookAt(slot) : slot);
    }
  }

  private @Nullable Slot<K, V> lookAt(Slot<K, V> slot) {
    if (slot.used) {
      slot.used = false;
      hand.add(slot.turn);
      return slot;
    }
    if (forgotten != null) {
      forgotten.accept(slot.value);
    }
    return null;
  }
}
