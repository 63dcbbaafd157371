package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
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
  public @Nullable Object get(String key, OperationExpiry expiry) {
    return expiring.get(key, expiry);
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    return expiring.getAll(keys, expiry);
  }

  @Override
  public Supplier<Map<String, Object>> beginGetAll(Set<String> keys, OperationExpiry expiry) {
    return expiring.beginGetAll(keys, expiry);
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    expiring.touch(key, expiry);
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    expiring.put(key, value, expiry);
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    expiring.putAll(entries, expiry);
  }

  @Override
  public Runnable beginPutAll(Map<String, Object> entries, OperationExpiry expiry) {
    return expiring.beginPutAll(entries, expiry);
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    return expiring.putIfAbsent(key, value, expiry);
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    return expiring.replace(key, value, expiry);
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    return expiring.replace(key, expected, value, expiry);
  }

  @Override
  public boolean remove(String key) {
    return others.remove(key);
  }

  @Override
  public boolean remove(String key, Object expected) {
    return others.remove(key, expected);
  }

  @Override
  public void removeAll(Set<String> keys) {
    others.removeAll(expiring.inOrder(keys));
  }

  @Override
  public Runnable beginRemoveAll(Set<String> keys) {
    return others.beginRemoveAll(expiring.inOrder(keys));
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
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return others.iterator();
  }

  @Override
  public Iterator<@Nullable Object> keys() {
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
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    others.registerListener(configuration);
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    others.deregisterListener(configuration);
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
