package io.sealcache.internal.audit;

import io.sealcache.internal.jfr.KeyIds;

/**
 * The port by which it is told what happens to keys. What is told holds no key and no secret, and
 * names of tenants only where a setting says so. Implementations are thread-safe and fast.
 */
public interface KeyTrail {
  /**
   * A cache manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param source where keys come from that are asked for later; empty where {@code keys} are known
   */
  void started(String manager, String store, String source, KeyIds keys);

  /**
   * A keyring was loaded, or seen to be unchanged.
   *
   * @param changed whether it has other keys, or other roles, than before
   */
  void loaded(KeyPlace place, boolean changed, KeyIds keys);

  /**
   * Keys of names were loaded, which were not in memory.
   *
   * @param count how many since it was told last
   */
  void nameLoaded(KeyPlace place, long count);

  /** Something was done with keys. */
  void changed(KeyChange change);

  /** Something failed, or works again. */
  void failed(KeyFailure failure);
}
