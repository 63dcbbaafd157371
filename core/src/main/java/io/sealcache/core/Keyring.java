package io.sealcache.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the master keys. Data keys protect stored values and rotate: one is
 * current, the previous ones only open what they once sealed. The index key makes stored keys and
 * stays, so that entries remain reachable while data keys rotate. Thread-safe.
 */
public final class Keyring {
  private final MasterKey current;
  private final List<MasterKey> previous;
  private final @Nullable MasterKey index;
  private final List<MasterKey> borrowed;
  private final @Nullable EarlierIndexKeys earlier;
  private final Set<Consumer<Keyring>> dropListeners =
      Collections.newSetFromMap(new WeakHashMap<>());
  private boolean dropped; // guarded by dropListeners

  /**
   * Takes over the keys: {@link #destroy} destroys them.
   *
   * @param previous keys that open only; empty if there are none
   * @param index the index key, which may be any of the data keys; null: the current key
   * @throws IllegalArgumentException if a data key is given twice, or two different data keys have
   *     one id
   */
  public Keyring(MasterKey current, List<MasterKey> previous, @Nullable MasterKey index) {
    this(current, previous, index, List.of(), null);
  }

  private Keyring(
      MasterKey current,
      List<MasterKey> previous,
      @Nullable MasterKey index,
      List<MasterKey> borrowed,
      @Nullable EarlierIndexKeys earlier) {
    this.current = current;
    this.previous = List.copyOf(previous);
    this.index = index;
    this.borrowed = borrowed;
    this.earlier = earlier;
    var seen = new ArrayList<>(List.of(current));
    for (MasterKey key : this.previous) {
      seen.forEach(other -> ensureDistinct(other, key));
      seen.add(key);
    }
  }

  /**
   * A keyring of the same keys, the same objects, that opens and finds besides what was stored
   * before they were made.
   *
   * @param opening data keys that open only, and are not destroyed with the keyring; one that has
   *     the id of a key of this is left out, as ids choose keys
   * @param earlier asked before the index key is used
   */
  public Keyring withEarlier(List<MasterKey> opening, EarlierIndexKeys earlier) {
    List<MasterKey> borrowed = opening.stream().filter(key -> dataKey(key.id()) == null).toList();
    var all = new ArrayList<>(previous);
    all.addAll(borrowed);
    return new Keyring(current, all, index, borrowed, earlier);
  }

  /** The data key that seals values. */
  public MasterKey current() {
    return current;
  }

  /** The data keys that open values only, in the order given; unmodifiable. */
  public List<MasterKey> previous() {
    return previous;
  }

  /** The key that makes stored keys: the current data key unless another was given. */
  public MasterKey indexKey() {
    return index == null ? current : index;
  }

  /**
   * The key that makes the stored keys of a cache; the caller's to close.
   *
   * @param length in bytes
   * @throws IllegalStateException if this is destroyed
   * @throws RuntimeException if it can't be told now, as it is kept elsewhere
   */
  public IndexKey indexKey(int length, String context, @Nullable String tenant, String cache) {
    IndexKey found = earlier == null ? null : earlier.find(length, context, tenant, cache);
    return found == null ? IndexKey.of(indexKey(), length, context, tenant, cache) : found;
  }

  /** Whether the index key was given, and so stays when the current data key changes. */
  public boolean hasOwnIndexKey() {
    return index != null;
  }

  /** The data key, current or previous, that has this id; null if there is none. */
  public @Nullable MasterKey dataKey(int id) {
    if (current.id() == id) {
      return current;
    }
    for (MasterKey key : previous) {
      if (key.id() == id) {
        return key;
      }
    }
    return null;
  }

  /** Whether both have the same keys in the same places, in constant time a key. */
  public boolean hasSameKeys(Keyring other) {
    if (previous.size() != other.previous.size()
        || hasOwnIndexKey() != other.hasOwnIndexKey()
        || !indexKey().isSameKey(other.indexKey())
        || !current.isSameKey(other.current)) {
      return false;
    }
    for (int i = 0; i < previous.size(); i++) {
      if (!previous.get(i).isSameKey(other.previous.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether this key is the current or a previous one. */
  public boolean hasDataKey(MasterKey key) {
    MasterKey found = dataKey(key.id());
    return found != null && found.isSameKey(key);
  }

  /** Names the keys by their ids, which are public. */
  @Override
  public String toString() {
    return "Keyring[current=%s, previous=%s, index=%s]".formatted(current, previous, indexKey());
  }

  /**
   * Has somebody told once this is dropped, at once if it is already. Kept only as long as somebody
   * else keeps the listener.
   *
   * @param listener fast; may be called by any thread
   */
  public void addDropListener(Consumer<Keyring> listener) {
    synchronized (dropListeners) {
      if (!dropped) {
        dropListeners.add(listener);
        return;
      }
    }
    listener.accept(this);
  }

  /**
   * Says that this won't be given out again, so that what was derived from it is let go; the keys
   * stay usable. Further calls have no effect.
   */
  public void drop() {
    List<Consumer<Keyring>> told;
    synchronized (dropListeners) {
      dropped = true;
      told = List.copyOf(dropListeners);
      dropListeners.clear();
    }
    told.forEach(listener -> listener.accept(this));
  }

  /**
   * Drops this and wipes every key of its own; deriving from them then fails with
   * IllegalStateException.
   */
  public void destroy() {
    current.destroy();
    previous.stream().filter(key -> !borrowed.contains(key)).forEach(MasterKey::destroy);
    indexKey().destroy();
    drop(); // last, so that those who are told see that it is destroyed
  }

  private void ensureDistinct(MasterKey one, MasterKey other) {
    if (one.isSameKey(other)) {
      throw new IllegalArgumentException(
          one == current
              ? "The current " + one + " is also listed as a previous key; list older keys only"
              : "The previous " + one + " is listed twice; list it once");
    }
    if (one.id() == other.id()) {
      throw new IllegalArgumentException(
          "Two different keys have the id of " + one + "; replace the newer one by another");
    }
  }
}
