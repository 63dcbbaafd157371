package io.sealcache;

import io.sealcache.keys.TenantResolver;
import java.util.Map;

/**
 * Encryption in one cache, for monitoring, as {@code
 * io.sealcache:type=Encryption,CacheManager=...,Cache=...}. Counts since the cache was created.
 */
public interface EncryptionMXBean {
  /** From how many unreadable entries in a row on every entry is said to be unreadable. */
  int MANY_IN_A_ROW = 10;

  /** Values sealed. */
  long getSealed();

  /** Values opened. */
  long getOpened();

  /** Values opened with a previous key; while it rises, that key can't be retired. */
  long getOpenedWithPreviousKey();

  /** Entries that didn't open, by reason. */
  Map<String, Long> getUnreadable();

  /**
   * Whether every entry that was read of late was unreadable: {@value #MANY_IN_A_ROW} and more
   * since the last one that opened, without those that were too old or another tenant's. The cache
   * then serves nothing: a key is missing, or another codec, class or application is at work.
   */
  boolean isEveryEntryUnreadable();

  /** Compare-and-set attempts that another writer won and that were made again. */
  long getLostRaces();

  /**
   * Events that a cache entry listener was not told of: its keys could not be had, or nothing
   * vouched for the key, which may name classes, as nothing that was removed came with it. Without
   * those that the store drops by itself.
   */
  long getDroppedEvents();

  /**
   * The public id of the key that seals values now, in hex: asks for it, and fails where there is
   * none. With a {@link TenantResolver} the key of the tenant for whom keys were derived last;
   * empty if there was none yet.
   */
  String getCurrentKeyId();

  /**
   * How many seconds ago the key was made that the cache used last; -1 where its source doesn't
   * say, as only keyrings do. Asks for a key only until there was one: so this is told while nobody
   * answers for keys.
   */
  long getCurrentKeyAgeSeconds();

  /**
   * The events of the cache's entries, of the keys of its manager and of their source, such as
   * {@code key-promoted}, {@code keys-not-loaded} and {@code kms-failed}: how often, by the names
   * of {@code docs/operations.md}.
   */
  Map<String, Long> getEvents();
}
