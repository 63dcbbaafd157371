package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.FoundEntries;
import io.sealcache.internal.store.StoreEntries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.cache.expiry.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.context.Flag;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache in this JVM. The policy's answers are sent as lifespans, so that no node
 * needs it. No two writes give the same stored value, so that comparing with it is exact.
 * Thread-safe.
 */
final class InfinispanEmbeddedEntries implements StoreEntries<InfinispanEmbeddedEntries.Seen> {
  /**
   * An entry, or a value that one may have.
   *
   * @param entry null: nobody has looked
   */
  record Seen(Object value, @Nullable CacheEntry<String, Object> entry) {}

  private final AdvancedCache<String, Object> cache;
  private final AdvancedCache<String, Object> unheard;
  private final AdvancedCache<String, Object> unanswered;
  private final Carriers carriers;
  private final InfinispanSession session;
  private final InfinispanLifespans lifespans;
  private final boolean eternal;

  /**
   * @param eternal whether the policy never lets anything expire
   */
  InfinispanEmbeddedEntries(
      AdvancedCache<String, Object> cache,
      Carriers carriers,
      InfinispanSession session,
      boolean eternal) {
    this.carriers = carriers;
    this.cache = cache;
    this.unheard = cache.withFlags(Flag.SKIP_LISTENER_NOTIFICATION);
    this.unanswered = cache.withFlags(Flag.IGNORE_RETURN_VALUES);
    this.session = session;
    this.lifespans = new InfinispanLifespans(cache.getCacheConfiguration().expiration());
    this.eternal = eternal && lifespans.longest() < 0;
  }

  /** Whether nothing ever expires. */
  boolean isEternal() {
    return eternal;
  }

  void clear() {
    unheard.clear();
  }

  @Override
  public String cacheName() {
    return cache.getName();
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, @Nullable Duration access) {
    return session.<@Nullable SealedBytes>call(() -> carriers.read(cache.get(key.text())));
  }

  // Asynchronously it ends where getAll may not. Nobody need ask for the answer, so it is here.
  @Override
  public Begun<FoundEntries> getAll(Collection<StoredKey> keys) {
    Map<String, Object> found =
        session.begin(() -> cache.getAllAsync(Carriers.texts(keys))).answer();
    return Begun.answered(carriers.read(found));
  }

  @Override
  public @Nullable Seen read(StoredKey key) {
    CacheEntry<String, Object> entry =
        session.<@Nullable CacheEntry<String, Object>>call(() -> cache.getCacheEntry(key.text()));
    return entry == null ? null : new Seen(entry.getValue(), entry);
  }

  @Override
  public Map<StoredKey, Seen> readAll(Collection<StoredKey> keys) {
    Map<String, CacheEntry<String, Object>> found =
        session.call(() -> cache.getAllCacheEntries(Carriers.texts(keys)));
    Map<StoredKey, Seen> seen = new HashMap<>();
    for (StoredKey key : keys) {
      CacheEntry<String, Object> entry = found.get(key.text());
      if (entry != null) {
        seen.put(key, new Seen(entry.getValue(), entry));
      }
    }
    return seen;
  }

  @Override
  public SealedBytes valueOf(Seen seen) {
    return requireNonNull(carriers.read(seen.value()));
  }

  @Override
  public @Nullable Seen look(StoredKey key, @Nullable SealedBytes expected) {
    return expected == null ? read(key) : new Seen(carriers.of(expected), null);
  }

  @Override
  public Map<StoredKey, Seen> lookAll(Map<StoredKey, @Nullable SealedBytes> expected) {
    Map<StoredKey, Seen> seen = readAll(expected.keySet());
    seen.entrySet()
        .removeIf(
            found -> {
              SealedBytes value = expected.get(found.getKey());
              return value != null && !value.equals(valueOf(found.getValue()));
            });
    return seen;
  }

  @Override
  public Begun<Boolean> put(
      StoredKey key, SealedBytes value, Duration creation, @Nullable Duration update) {
    return session.begin(
        () -> unanswered.putAsync(key.text(), carriers.of(value)).thenApply(none -> true));
  }

  @Override
  public Begun<Boolean> putAll(
      Map<StoredKey, SealedBytes> values, Duration creation, @Nullable Duration update) {
    return session.begin(
        () -> cache.putAllAsync(carriers.of(values, new HashMap<>())).thenApply(none -> true));
  }

  @Override
  public Begun<Boolean> replace(StoredKey key, SealedBytes value, @Nullable Duration update) {
    return session.begin(
        () -> cache.replaceAsync(key.text(), carriers.of(value)).thenApply(Objects::nonNull));
  }

  @Override
  public Begun<Boolean> create(StoredKey key, SealedBytes value, Duration creation) {
    return session.begin(
        () ->
            cache
                .putIfAbsentAsync(
                    key.text(),
                    carriers.of(value),
                    lifespans.ofWrite(creation),
                    MILLISECONDS,
                    InfinispanLifespans.ETERNAL,
                    MILLISECONDS)
                .thenApply(Objects::isNull));
  }

  @Override
  public Begun<Boolean> replace(
      StoredKey key, Seen seen, SealedBytes value, @Nullable Duration update) {
    return replace(
        cache, key, seen, value, update == null ? left(key, seen) : lifespans.ofWrite(update));
  }

  // What isn't there any more is not replaced either.
  private long left(StoredKey key, Seen seen) {
    Seen found = seen.entry() == null && !eternal ? read(key) : seen;
    return found == null || found.entry() == null
        ? InfinispanLifespans.ETERNAL
        : InfinispanLifespans.left(found.entry());
  }

  @Override
  public Begun<Boolean> touch(StoredKey key, Seen seen, Duration access) {
    return replace(unheard, key, seen, valueOf(seen), lifespans.ofAccess(access));
  }

  private Begun<Boolean> replace(
      AdvancedCache<String, Object> cache,
      StoredKey key,
      Seen seen,
      SealedBytes value,
      long lifespan) {
    return session.begin(
        () ->
            cache.replaceAsync(
                key.text(),
                seen.value(),
                carriers.of(value),
                lifespan,
                MILLISECONDS,
                InfinispanLifespans.ETERNAL,
                MILLISECONDS));
  }

  @Override
  public Begun<Boolean> remove(StoredKey key, Seen seen) {
    return session.begin(() -> cache.removeAsync(key.text(), seen.value()));
  }

  @Override
  public Begun<Boolean> remove(StoredKey key) {
    return session.begin(() -> cache.removeAsync(key.text()).thenApply(Objects::nonNull));
  }
}
