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
  private final List<MasterKey> dataKeys;
  private final @Nullable MasterKey index;
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
    var keys = new ArrayList<>(List.of(current));
    for (MasterKey key : previous) {
      MasterKey same = find(keys, key.id());
      if (same != null && !same.isSameKey(key)) {
        throw new IllegalArgumentException(
            "Two different keys have the id of " + key + "; replace the newer one by another");
      }
      if (same != null) {
        String place = same == current ? "current " : "previous ";
        throw new IllegalArgumentException(
            "The " + place + key + " is also listed as a previous key; list it once");
      }
      keys.add(key);
    }
    this.dataKeys = List.copyOf(keys);
    this.index = index;
  }

  /** The data key that seals values. */
  public MasterKey current() {
    return dataKeys.get(0);
  }

  /** Those that open values only, in the order given; unmodifiable. */
  public List<MasterKey> previous() {
    return dataKeys.subList(1, dataKeys.size());
  }

  /** The key that makes stored keys: the current data key unless another was given. */
  public MasterKey indexKey() {
    return index == null ? current() : index;
  }

  /** Whether the index key was given, and so stays when the current data key changes. */
  public boolean hasOwnIndexKey() {
    return index != null;
  }

  /** The data key, current or previous, that has this id; null if there is none. */
  public @Nullable MasterKey dataKey(int id) {
    return find(dataKeys, id);
  }

  private static @Nullable MasterKey find(List<MasterKey> keys, int id) {
    return keys.stream().filter(key -> key.id() == id).findFirst().orElse(null);
  }

  /** Names the keys by their ids, which are public. */
  @Override
  public String toString() {
    return "Keyring[current=%s, previous=%s, index=%s]"
        .formatted(current(), previous(), indexKey());
  }

  /**
   * Has somebody told once this is dropped, at once if it is already, by any thread. Kept only as
   * long as somebody else keeps the listener.
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

  /** Drops this and wipes every key; deriving from them then fails with IllegalStateException. */
  public void destroy() {
    dataKeys.forEach(MasterKey::destroy);
    indexKey().destroy();
    drop(); // last, so that those who are told see that it is destroyed
  }
}
