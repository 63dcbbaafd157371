package io.sealcache.store;

/** What a read found; the carrier is what compare-and-set compares with. */
public sealed interface Read<V> {

  /** An entry that opened, with the writes that led to it. */
  record Present<V>(V value, Object carrier, WriterTrail trail) implements Read<V> {
    @Override
    public String toString() {
      return "Present"; // a value belongs in no message
    }
  }

  /** No entry, or an expired one. */
  record Absent<V>() implements Read<V> {}

  /** An entry that did not open. */
  record Unreadable<V>(Object carrier, UnreadableReason reason) implements Read<V> {
    @Override
    public String toString() {
      return "Unreadable[" + reason + "]";
    }
  }
}
