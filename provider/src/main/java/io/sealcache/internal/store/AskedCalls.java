package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a store that asks the expiry policy elsewhere than on the caller's thread: those that
 * the policy has a say in are made in the store's own way, all others by the standard API.
 */
public final class AskedCalls implements StoreCalls {
  private final ExpiringEntries expiring;
  private final Function<List<EntryCall>, List<Answer>> together;
  private final StoreCalls others;

  /**
   * @param together makes calls about different entries as {@link #makeAll} does
   */
  public AskedCalls(
      ExpiringEntries expiring,
      Function<List<EntryCall>, List<Answer>> together,
      StoreCalls others) {
    this.expiring = expiring;
    this.together = together;
    this.others = others;
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    return expiring.get(key, expiry);
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return expiring.getAll(keys, expiry);
  }

  @Override
  public Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return expiring.beginGetAll(keys, expiry);
  }

  @Override
  public void touch(StoredKey key, OperationExpiry expiry) {
    expiring.touch(key, expiry);
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    expiring.put(key, value, expiry);
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    expiring.putAll(entries, expiry);
  }

  @Override
  public Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    return expiring.beginPutAll(entries, expiry);
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return expiring.putIfAbsent(key, value, expiry);
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    return expiring.replace(key, value, expiry);
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    return expiring.replace(key, expected, value, expiry);
  }

  @Override
  public boolean remove(StoredKey key) {
    return others.remove(key);
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    return others.remove(key, expected);
  }

  @Override
  public void removeAll(Collection<StoredKey> keys) {
    others.removeAll(keys);
  }

  @Override
  public Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return others.beginRemoveAll(keys);
  }

  @Override
  public void removeAll() {
    others.removeAll();
  }

  @Override
  public void clear() {
    others.clear();
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return others.iterator();
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    return others.keys();
  }

  @Override
  public boolean makesTogether() {
    return true;
  }

  @Override
  public List<Answer> makeAll(List<EntryCall> calls) {
    return together.apply(calls);
  }

  @Override
  public void registerListener(StoreListener listener) {
    others.registerListener(listener);
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    others.deregisterListener(listener);
  }

  @Override
  public void close() {
    others.close();
  }

  @Override
  public boolean isClosed() {
    return others.isClosed();
  }

  @Override
  public String describe() {
    return others.describe();
  }
}
