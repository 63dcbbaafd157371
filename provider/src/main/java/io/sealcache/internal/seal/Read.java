package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.UnreadableReason;
import org.jspecify.annotations.Nullable;

/** The result of a read, with the stored value that compare-and-set compares with. */
public sealed interface Read<V> {
  /** The stored value; null if there is none. */
  @Nullable SealedBytes stored();

  /** An entry that opened, with the writes that led to it. */
  record Present<V>(V value, SealedBytes stored, WriterTrail trail) implements Read<V> {
    @Override
    public String toString() {
      return "Present"; // a value belongs in no message
    }
  }

  /** No entry, or an expired one. */
  record Absent<V>() implements Read<V> {
    @Override
    public @Nullable SealedBytes stored() {
      return null;
    }
  }

  /**
   * An entry that did not open.
   *
   * @param explanation of the reason, as the end of a sentence about the entry; contains no data
   */
  record Unreadable<V>(SealedBytes stored, UnreadableReason reason, String explanation)
      implements Read<V> {
    @Override
    public String toString() {
      return "Unreadable[" + reason + "]";
    }
  }

  // The codec gives back what it was given, or the application configured the wrong one: then, as
  // with any JCache store, the caller's cast fails.
  @SuppressWarnings("unchecked")
  static <V> Read<V> typed(Read<Object> read) {
    return (Read<V>) read;
  }
}
