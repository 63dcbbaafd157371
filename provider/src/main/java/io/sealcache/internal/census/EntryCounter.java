package io.sealcache.internal.census;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ListedEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Counts a store's entries, one after the other. One thread's. */
public final class EntryCounter {
  /** Whoever runs the store may have entries say anything; these take a few hundred kilobytes. */
  static final int MOST_KINDS = 1_000;

  private static final int TOLD_AFTER = 1_000;

  /** The only one that is well-formed. */
  private static final int SUITE = 1;

  private final LongConsumer progress;
  private final Map<SealedBy, Long> sealed = new HashMap<>();
  private long others;
  private long uncounted;
  private long counted;

  /**
   * @param progress told how many were counted, each {@value #TOLD_AFTER} and at the end
   */
  public EntryCounter(LongConsumer progress) {
    this.progress = progress;
  }

  /** Counts all. */
  public EntryCounts count(Iterator<ListedEntry> entries) {
    while (entries.hasNext()) {
      ListedEntry entry = entries.next();
      count(entry.key(), entry.value());
    }
    progress.accept(counted);
    return new EntryCounts(sealed, others, uncounted);
  }

  private void count(@Nullable StoredKey key, SealedBytes value) {
    SealedBy kind = kind(key, value);
    if (kind == null) {
      others++;
    } else if (sealed.size() == MOST_KINDS && !sealed.containsKey(kind)) {
      uncounted++;
    } else {
      sealed.merge(kind, 1L, Long::sum);
    }
    counted++;
    if (counted % TOLD_AFTER == 0) {
      progress.accept(counted);
    }
  }

  private static @Nullable SealedBy kind(@Nullable StoredKey key, SealedBytes value) {
    return key == null || !value.isWellFormed()
        ? null
        : new SealedBy(SUITE, value.keyId(), key.keyId());
  }
}
