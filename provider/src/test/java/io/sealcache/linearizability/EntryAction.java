package io.sealcache.linearizability;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry processors that race, each with what it does to an entry alone. */
sealed interface EntryAction<V> extends EntryProcessor<String, V, V>, Serializable {
  Step<V> step(@Nullable V present);

  /** Looks only. Returns the value. */
  record Look<V>() implements EntryAction<V> {
    @Override
    public @Nullable V process(MutableEntry<String, V> entry, Object... arguments) {
      return entry.exists() ? entry.getValue() : null;
    }

    @Override
    public Step<V> step(@Nullable V present) {
      return new Step<>(present, present);
    }
  }

  /** Sets {@code value}. Returns the value before. */
  record Assign<V>(V value) implements EntryAction<V> {
    @Override
    public @Nullable V process(MutableEntry<String, V> entry, Object... arguments) {
      V before = entry.getValue();
      entry.setValue(value);
      return before;
    }

    @Override
    public Step<V> step(@Nullable V present) {
      return new Step<>(present, value);
    }
  }

  /** Removes the entry. Returns the value before. */
  record Delete<V>() implements EntryAction<V> {
    @Override
    public @Nullable V process(MutableEntry<String, V> entry, Object... arguments) {
      V before = entry.getValue();
      entry.remove();
      return before;
    }

    @Override
    public Step<V> step(@Nullable V present) {
      return new Step<>(present, null);
    }
  }

  /** Makes the new value from the old one. Returns the new one. */
  record Change<V>(Values<V> values, int serial) implements EntryAction<V> {
    @Override
    public V process(MutableEntry<String, V> entry, Object... arguments) {
      V after = values.changed(entry.getValue(), serial);
      Interleaving.invite();
      entry.setValue(after);
      return after;
    }

    @Override
    public Step<V> step(@Nullable V present) {
      V after = values.changed(present, serial);
      return new Step<>(after, after);
    }

    @Override
    public String toString() {
      return "Change[" + serial + "]";
    }
  }
}
