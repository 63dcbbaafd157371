package io.sealcache.internal.store;

import io.sealcache.core.StoredKey;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store without entries, for operations that find none and store nothing: it takes no entry, and
 * says so by an {@link UnsupportedOperationException}. Thread-safe.
 */
public final class EmptyPort implements StorePort {
  private final StorePort store;

  /**
   * @param store that holds nothing for such an operation; asked whether it is open
   */
  public EmptyPort(StorePort store) {
    this.store = store;
  }

  private void ensureOpen() {
    if (store.isClosed()) {
      throw new IllegalStateException("The store is closed");
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> Begun<T> begin(StoreCall<T> call) {
    ensureOpen();
    return () -> (T) answer(call);
  }

  private @Nullable Object answer(StoreCall<?> call) {
    if (call instanceof StoreCall.Get) {
      return null;
    } else if (call instanceof StoreCall.GetAll) {
      return (FoundEntries) key -> null;
    } else if (call instanceof StoreCall.Together many) {
      return List.copyOf(Collections.nCopies(many.calls().size(), new Answer(false, null)));
    } else if (call instanceof StoreCall.Put
        || call instanceof StoreCall.PutAll
        || call instanceof StoreCall.PutIfAbsent) {
      throw takesNone();
    }
    return false;
  }

  @Override
  public void removeAll() {
    ensureOpen();
  }

  @Override
  public void clear() {
    ensureOpen();
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    ensureOpen();
    return Collections.emptyIterator();
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    ensureOpen();
    return Collections.emptyIterator();
  }

  @Override
  public void registerListener(StoreListener listener) {
    throw takesNone();
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    throw takesNone();
  }

  private static UnsupportedOperationException takesNone() {
    return new UnsupportedOperationException("Nothing is stored without keys");
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return store.isClosed();
  }

  @Override
  public String describe() {
    return store.describe();
  }
}
