package io.sealcache.internal.store;

/** One call to a store about one entry, to be made together with others. Immutable. */
public sealed interface EntryCall {
  String key();

  record PutIfAbsent(String key, Object value, OperationExpiry expiry) implements EntryCall {}

  /** Replaces what is the very same as {@code expected}. */
  record Replace(String key, Object expected, Object value, OperationExpiry expiry)
      implements EntryCall {}

  /** Removes whatever is there. */
  record Remove(String key) implements EntryCall {}

  /** Removes what is the very same as {@code expected}. */
  record RemoveSame(String key, Object expected) implements EntryCall {}

  /** One access; its answer says nothing. */
  record Touch(String key, OperationExpiry expiry) implements EntryCall {}
}
