package io.sealcache.internal.census;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ValueCarrier;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Counts a store's entries, one after the other. One thread's. */
public final class EntryCounter {
  /** Whoever runs the store may have entries say anything; these take a few hundred kilobytes. */
  static final int MOST_KINDS = 1_000;

  private static final int TOLD_AFTER = 1_000;

  /** The only one that is well-formed. */
  private static final int SUITE = 1;

  private final ValueCarrier carrier;
  private final LongConsumer progress;
  private final Map<SealedBy, Long> sealed = new HashMap<>();
  private long others;
  private long counted;

  /**
   * @param carrier the type in which the store holds values
   * @param progress told how many were counted, each {@value #TOLD_AFTER} and at the end
   */
  public EntryCounter(ValueCarrier carrier, LongConsumer progress) {
    this.carrier = carrier;
    this.progress = progress;
  }

  /** Counts all. */
  public EntryCounts count(Iterator<Cache.Entry<String, Object>> entries) {
    while (entries.hasNext()) {
      Cache.@Nullable Entry<?, ?> entry = entries.next(); // what others put there is of any class
      Object value = entry == null ? null : entry.getValue();
      if (entry != null && value != null) { // else it has expired meanwhile
        count(entry.getKey(), value);
      }
    }
    progress.accept(counted);
    return new EntryCounts(sealed, others);
  }

  private void count(Object key, Object value) {
    SealedBy kind = kind(key, value);
    if (kind == null || (sealed.size() == MOST_KINDS && !sealed.containsKey(kind))) {
      others++;
    } else {
      sealed.merge(kind, 1L, Long::sum);
    }
    counted++;
    if (counted % TOLD_AFTER == 0) {
      progress.accept(counted);
    }
  }

  private @Nullable SealedBy kind(Object key, Object value) {
    StoredKey storedKey = key instanceof String text ? StoredKey.parse(text) : null;
    SealedBytes sealed = carrier.parse(value, Integer.MAX_VALUE);
    return storedKey == null || sealed == null || !sealed.isWellFormed()
        ? null
        : new SealedBy(SUITE, sealed.keyId(), storedKey.keyId());
  }
}
