package io.sealcache.internal.store;

/** One call to a store about one entry, to be made together with others. Immutable. */
public sealed interface EntryCall {
  String key();

  /** Makes it by itself. */
  boolean on(StoreCalls store);

  record PutIfAbsent(String key, Object value, OperationExpiry expiry) implements EntryCall {
    @Override
    public boolean on(StoreCalls store) {
      return store.putIfAbsent(key, value, expiry);
    }
  }

  /** Replaces what is the very same as {@code expected}. */
  record Replace(String key, Object expected, Object value, OperationExpiry expiry)
      implements EntryCall {
    @Override
    public boolean on(StoreCalls store) {
      return store.replace(key, expected, value, expiry);
    }
  }

  /** Removes whatever is there. */
  record Remove(String key) implements EntryCall {
    @Override
    public boolean on(StoreCalls store) {
      return store.remove(key);
    }
  }

  /** Removes what is the very same as {@code expected}. */
  record RemoveSame(String key, Object expected) implements EntryCall {
    @Override
    public boolean on(StoreCalls store) {
      return store.remove(key, expected);
    }
  }

  /** One access; its answer says nothing. */
  record Touch(String key, OperationExpiry expiry) implements EntryCall {
    @Override
    public boolean on(StoreCalls store) {
      store.touch(key, expiry);
      return true;
    }
  }
}
