package io.sealcache.keys.table;

import io.sealcache.core.EarlierIndexKeys;
import io.sealcache.core.IndexKey;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which the caches of a name that had derived keys find their entries: entered in the
 * name's record when a cache is first used while the move is on. All JVMs go by the record: a cache
 * that isn't there when the move is over is under the name's own index key from then on, and so is
 * one for which there was no room. Thread-safe.
 */
final class MovedIndexKeys implements EarlierIndexKeys {
  private final RecordId id;
  private final TableRecords records;
  private final Move move;
  private final MasterKey own;
  private volatile String text;

  /**
   * @param own the name's index key
   * @param text of the record
   */
  MovedIndexKeys(RecordId id, TableRecords records, Move move, MasterKey own, String text) {
    this.id = id;
    this.records = records;
    this.move = move;
    this.own = own;
    this.text = text;
  }

  /** The record says more, of the same keys. */
  void update(String changed) {
    text = changed;
  }

  @Override
  public @Nullable IndexKey find(
      int length, String context, @Nullable String tenant, String cache) {
    KeyRecord known = records.parse(id, text);
    IndexKey key = known.derivedIndexKey(own, length, context, tenant, cache);
    return key == null && known.isOpenForDerived() ? settle(length, context, tenant, cache) : key;
  }

  private synchronized @Nullable IndexKey settle(
      int length, String context, @Nullable String tenant, String cache) {
    Keyring derived = move.keyring(tenant);
    while (true) {
      String seen = records.read(id);
      KeyRecord record = seen == null ? null : records.parse(id, seen);
      if (seen == null || record == null || !record.isMoving()) {
        return null; // forgotten meanwhile: what is sealed with the keys of before opens no more
      }
      IndexKey key = record.derivedIndexKey(own, length, context, tenant, cache);
      if (key != null || !record.isOpenForDerived()) {
        text = seen;
        return key;
      }
      KeyRecord changed =
          derived == null
              ? record.closedForDerived()
              : record.withDerivedIndexKey(own, derived.indexKey(), length, context, tenant, cache);
      records.replace(id, seen, changed.text());
    }
  }
}
