package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.GuardedPort;
import io.sealcache.internal.store.ListedEntry;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped cache as the rest of the product sees it: objects on this side, ciphertext on the
 * other. Nothing else touches the wrapped cache. Thread-safe.
 */
public final class EncryptedStore<K, V> {
  private final GuardedPort calls;
  private final Sealers sealers;
  private final CacheExpiry expiry;
  private final @Nullable Supplier<WriterTrail.Token> writer;

  /**
   * @param repeatsCalls whether the store may repeat a call by itself
   */
  EncryptedStore(GuardedPort calls, Sealers sealers, CacheExpiry expiry, boolean repeatsCalls) {
    this.calls = calls;
    this.sealers = sealers;
    this.expiry = expiry;
    this.writer = WriterTrail.writer(repeatsCalls);
  }

  /**
   * The entries that an operation which begins now is about.
   *
   * @param tenant whose entries; null: all, where there are no tenants
   */
  public TenantStore<K, V> of(@Nullable String tenant) {
    return view(sealers.of(tenant));
  }

  /**
   * As {@link #of}, for an operation that stores nothing: a tenant who has no keys gets none by it,
   * and has no entries.
   */
  public TenantStore<K, V> existing(@Nullable String tenant) {
    return view(sealers.existingOrNone(tenant));
  }

  private TenantStore<K, V> view(ObjectSealer sealer) {
    return new TenantStore<>(calls, sealer, expiry, writer);
  }

  /**
   * Has the store's events opened and handed to the application's listener, as changes of {@code
   * source}.
   *
   * @param telling runs what tells a synchronous listener of changes of these keys
   */
  public ListenerBridge<K, V> register(
      @Nullable String tenant,
      Cache<K, V> source,
      CacheEntryListenerConfiguration<K, V> applications,
      BiConsumer<Collection<StoredKey>, Runnable> telling) {
    return new ListenerBridge<>(source, applications, telling, sealers, tenant).over(calls);
  }

  /**
   * Has the entries of tenants sealed with their current keys, by compare-and-set and silently, in
   * one walk.
   *
   * @param tenants null is nobody in particular
   * @return how many of them have no entry
   */
  public int reseal(Collection<? extends @Nullable String> tenants, Consumer<ResealOutcome> told) {
    Set<@Nullable String> distinct = new LinkedHashSet<>(tenants);
    return distinct.size() - new Resealer(calls, sealers, distinct).reseal(told);
  }

  /** The entries that the store holds, of all tenants and unopened. */
  public Iterator<ListedEntry> list() {
    return calls.list();
  }

  /** Closes the store's cache, and lets go of the keys. */
  public void close() {
    try {
      calls.close();
    } finally {
      sealers.close();
    }
  }

  /** The key of those that were derived last; null if for nobody yet. */
  public @Nullable KeyInUse latestKey() {
    return sealers.latestKey();
  }

  /** The key that values of {@code tenant} are sealed with now; null: there is none. */
  public @Nullable KeyInUse currentKey(@Nullable String tenant) {
    ObjectSealer sealer = sealers.existing(tenant);
    return sealer == null ? null : KeyInUse.of(sealer.keyring());
  }

  public EncryptionStatistics statistics() {
    return sealers.statistics();
  }
}
