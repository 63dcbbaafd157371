package io.sealcache.internal.store;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * A store without entries, for operations that find none and store nothing: it takes no entry, and
 * says so by an {@link UnsupportedOperationException}. Thread-safe.
 */
public final class EmptyPort implements EntryCalls {
  private final StorePort store;

  /**
   * @param store that holds nothing for such an operation; asked whether it is open
   */
  public EmptyPort(StorePort store) {
    this.store = store;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    if (store.isClosed()) {
      throw new IllegalStateException("The store is closed");
    }
    return () -> (T) answer(call);
  }

  private @Nullable Object answer(StoreCall<?> call) {
    if (call instanceof StoreCall.Get) {
      return null;
    } else if (call instanceof StoreCall.GetAll) {
      return (FoundEntries) key -> null;
    } else if (call instanceof StoreCall.Together many) {
      return Collections.nCopies(many.calls().size(), new Answer(false, null));
    } else if (call instanceof StoreCall.ListEntries || call instanceof StoreCall.ListKeys) {
      return Collections.emptyIterator();
    } else if (call instanceof StoreCall.Put
        || call instanceof StoreCall.PutAll
        || call instanceof StoreCall.PutIfAbsent
        || call instanceof StoreCall.Listen) {
      throw new UnsupportedOperationException("Nothing is stored without keys");
    }
    return false;
  }
}
