package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store without entries, for operations that find none and store nothing: it takes no entry, and
 * says so by an {@link UnsupportedOperationException}. Thread-safe.
 */
public final class NothingStored implements StoreCalls {
  private final StoreCalls store;

  /**
   * @param store that holds nothing for such an operation; asked whether it is open
   */
  public NothingStored(StoreCalls store) {
    this.store = store;
  }

  private void ensureOpen() {
    if (store.isClosed()) {
      throw new IllegalStateException("The store is closed");
    }
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    ensureOpen();
    return null;
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    ensureOpen();
    return key -> null;
  }

  @Override
  public boolean remove(StoredKey key) {
    ensureOpen();
    return false;
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    ensureOpen();
    return false;
  }

  @Override
  public void removeAll(Collection<StoredKey> keys) {
    ensureOpen();
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
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    ensureOpen();
    return false;
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    ensureOpen();
    return false;
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    throw takesNone();
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    throw takesNone();
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    throw takesNone();
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
