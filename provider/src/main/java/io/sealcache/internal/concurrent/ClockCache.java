package io.sealcache.internal.concurrent;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not asked for lately, by second chance (the CLOCK algorithm),
 * in the map's own order: finding a value takes no lock and, most times, writes nothing.
 * Thread-safe. May hold one value more for each thread that sets one.
 */
public final class ClockCache<K, V> {
  private final int limit;
  private final @Nullable Consumer<? super V> forgotten;
  private final ConcurrentMap<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private Iterator<Map.Entry<K, Slot<V>>> hand = Collections.emptyIterator(); // guarded by this

  private static final class Slot<V> {
    final V value;
    volatile boolean used;

    Slot(V value, boolean used) {
      this.value = value;
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
    Slot<V> slot = slots.get(key);
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
    if (slots.size() >= limit && !slots.containsKey(key)) {
      makeRoom();
    }
    return slots.compute(
            key,
            (k, known) ->
                new Slot<>(change.apply(known == null ? null : known.value), known != null))
        .value;
  }

  private synchronized void makeRoom() {
    while (slots.size() >= limit) {
      if (!hand.hasNext()) {
        hand = slots.entrySet().iterator();
        continue; // it may be empty by now
      }
      Map.Entry<K, Slot<V>> next = hand.next();
      Slot<V> slot = next.getValue();
      if (slot.used) {
        slot.used = false;
      } else if (slots.remove(next.getKey(), slot) && forgotten != null) {
        forgotten.accept(slot.value);
      }
    }
  }

  /** Forgets all, when nothing is to be found here any more. */
  public synchronized void clear() {
    slots.clear();
    hand = Collections.emptyIterator(); // which would know one of them
  }

  /** Forgets a value, if it is what is there. */
  public boolean remove(K key, V value) {
    AtomicBoolean found = new AtomicBoolean();
    slots.computeIfPresent(
        key,
        (k, slot) -> {
          found.set(slot.value == value);
          return slot.value == value ? null : slot;
        });
    return found.get();
  }

  /** Shows each key and value that is there all the time, and maybe others. */
  public void forEach(BiConsumer<? super K, ? super V> action) {
    slots.forEach((key, slot) -> action.accept(key, slot.value));
  }
}
