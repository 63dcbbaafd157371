package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.seal.ResealOutcome;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;

/**
 * The stored entries of a cache, by the data keys that sealed them: to see a rotation to its end.
 * Each method walks over the whole cache of the store, while others read and write it. Thread-safe.
 */
public final class StoredEntries {
  private final EncryptedCache<?, ?> cache;

  private StoredEntries(EncryptedCache<?, ?> cache) {
    this.cache = cache;
  }

  /**
   * Those of a cache.
   *
   * @param cache one of SealCache's, or what unwraps to it
   * @throws IllegalArgumentException if it is none
   */
  public static StoredEntries of(Cache<?, ?> cache) {
    return new StoredEntries(cache.unwrap(EncryptedCache.class));
  }

  /**
   * Counts the entries by the keys that sealed them, those of all tenants. Opens nothing, so it may
   * be called in no tenant's scope. Where the cache is not open, {@link StoreCensus} counts.
   *
   * @throws IllegalStateException if the cache is closed
   */
  public KeyCensus census() {
    cache.ensureOpen();
    return KeyCensus.of(cache.components().store().list(), counted -> {});
  }

  /**
   * Seals each entry of the caller's tenant that an older data key sealed with the current one, so
   * that the older one can be retired. An entry that changes meanwhile is left to whoever changes
   * it. Values are not decoded; their times of writing and expiry stay as they were. SealCache's
   * listeners are told nothing. Can be begun again at any time.
   *
   * @param perSecond how many entries are looked at in a second at the most, at least 1
   * @param progress told each hundred entries that the walk meets, others' too, and at the end, on
   *     this thread
   * @return what became of all
   * @throws IllegalArgumentException if {@code perSecond} is less than 1
   * @throws IllegalStateException if the cache is closed
   * @throws CacheException if the keys can't be had, at the start or at an entry on the way; if the
   *     thread is interrupted, at the next hundred at the latest, or what the store throws then; it
   *     stays interrupted
   */
  public Resealing reseal(int perSecond, Consumer<? super Resealing> progress) {
    cache.ensureOpen();
    Progress made = new Progress(cache.getName(), perSecond, requireNonNull(progress, "progress"));
    CacheComponents<?, ?> parts = cache.components();
    parts.store().reseal(Collections.singleton(parts.tenant().name()), made);
    return made.result(0);
  }

  /**
   * As {@link #reseal(int, Consumer)}, the entries of several tenants in one walk over the cache,
   * in nobody's scope. A stored key of a tenant that is derived, and not of a key table, is tried
   * with each of them.
   *
   * @param tenants whose entries
   * @throws CacheException as above
   */
  public Resealing reseal(
      Collection<String> tenants, int perSecond, Consumer<? super Resealing> progress) {
    cache.ensureOpen();
    Progress made = new Progress(cache.getName(), perSecond, requireNonNull(progress, "progress"));
    int withoutEntries =
        cache.components().store().reseal(requireNonNull(tenants, "tenants"), made);
    return made.result(withoutEntries);
  }

  @Override
  public String toString() {
    return "StoredEntries[" + cache.getName() + "]";
  }

  /** Counts what becomes of entries that are sealed anew, and keeps to a pace. One thread's. */
  private static final class Progress implements Consumer<ResealOutcome> {
    private static final int AT_ONCE = 100;

    private final String cacheName;
    private final int perSecond;
    private final Consumer<? super Resealing> told;
    private final long begun = System.nanoTime();
    private final Map<ResealOutcome, Long> counts = new EnumMap<>(ResealOutcome.class);
    private long met;

    Progress(String cacheName, int perSecond, Consumer<? super Resealing> told) {
      if (perSecond < 1) {
        throw new IllegalArgumentException(
            "%d entries a second are to be sealed anew; at least 1".formatted(perSecond));
      }
      this.cacheName = cacheName;
      this.perSecond = perSecond;
      this.told = told;
    }

    @Override
    public void accept(ResealOutcome outcome) {
      counts.merge(outcome, 1L, Long::sum);
      met++;
      if (met % AT_ONCE == 0) { // also of strangers': a walk past them is to be seen and ended
        Resealing soFar = soFar(0);
        told.accept(soFar);
        keepPace(soFar.entries());
      }
    }

    private void keepPace(long entries) {
      long due = begun + TimeUnit.SECONDS.toNanos(entries) / perSecond;
      long early = due - System.nanoTime();
      try { // also where nothing is left to wait for
        Thread.sleep(early <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(early) + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CacheException(
            "Cache '%s': sealing entries anew was interrupted after %d; begin again for the others"
                .formatted(cacheName, entries));
      }
    }

    Resealing result(long withoutEntries) {
      Resealing all = soFar(withoutEntries);
      told.accept(all);
      return all;
    }

    private Resealing soFar(long withoutEntries) {
      return new Resealing(
          count(ResealOutcome.RESEALED),
          count(ResealOutcome.CURRENT),
          count(ResealOutcome.OVERTAKEN),
          count(ResealOutcome.UNREADABLE),
          count(ResealOutcome.FOREIGN),
          withoutEntries);
    }

    private long count(ResealOutcome outcome) {
      return counts.getOrDefault(outcome, 0L);
    }
  }
}
