package io.sealcache.linearizability;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry processors that race, each with what it does to an entry alone. */
sealed interface EntryAction extends EntryProcessor<String, String, String>, Serializable {
  Step step(@Nullable String present);

  /** Looks only. Returns the value. */
  record Look() implements EntryAction {
    @Override
    public @Nullable String process(MutableEntry<String, String> entry, Object... arguments) {
      return entry.exists() ? entry.getValue() : null;
    }

    @Override
    public Step step(@Nullable String present) {
      return new Step(present, present);
    }
  }

  /** Sets {@code value}. Returns the value before. */
  record Assign(String value) implements EntryAction {
    @Override
    public @Nullable String process(MutableEntry<String, String> entry, Object... arguments) {
      String before = entry.getValue();
      entry.setValue(value);
      return before;
    }

    @Override
    public Step step(@Nullable String present) {
      return new Step(present, value);
    }
  }

  /** Removes the entry. Returns the value before. */
  record Delete() implements EntryAction {
    @Override
    public @Nullable String process(MutableEntry<String, String> entry, Object... arguments) {
      String before = entry.getValue();
      entry.remove();
      return before;
    }

    @Override
    public Step step(@Nullable String present) {
      return new Step(present, null);
    }
  }

  /** Makes the new value from the old one. Returns the new one. */
  record Change(int serial) implements EntryAction {
    @Override
    public String process(MutableEntry<String, String> entry, Object... arguments) {
      String after = Values.changed(entry.getValue(), serial);
      Interleaving.invite();
      entry.setValue(after);
      return after;
    }

    @Override
    public Step step(@Nullable String present) {
      String after = Values.changed(present, serial);
      return new Step(after, after);
    }
  }
}
