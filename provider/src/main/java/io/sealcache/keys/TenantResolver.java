package io.sealcache.keys;

import org.jspecify.annotations.Nullable;

/**
 * Says for which tenant an operation on a cache is, where one cache serves many. An application
 * names its own by the setting {@code tenant-resolver}: a class, of which each cache makes one by a
 * public constructor without parameters, or an instance. The tenant often comes from a thread-local
 * or a security context.
 *
 * <p>Each tenant has keys of its own, derived from the tenant's name, and so entries of its own:
 * others neither see, change, iterate nor listen to them. The source of the name has to be trusted:
 * whoever can choose it chooses whose entries are read.
 *
 * <p>Asked exactly once an operation, on the thread that calls the cache; for an iterator when it
 * is made, and for a listener when it is registered, so that {@code Iterator.remove} and events are
 * about the tenant of that moment. A listener that the cache is configured with is registered as
 * the cache is opened. Code that the operation calls, such as a loader, a writer, an entry
 * processor or an expiry policy, runs on the same thread; {@code loadAll} alone goes to another:
 * see {@link #carry}. Never asked by methods that touch no entry, {@code
 * deregisterCacheEntryListener} and {@code close} among them, nor by MBeans.
 *
 * <p>Implementations are thread-safe and fast. SealCache doesn't close them.
 */
@FunctionalInterface
public interface TenantResolver {
  /**
   * The tenant of the calling thread.
   *
   * @return its name, well-formed Unicode, not blank; otherwise, and for null, there is no tenant:
   *     the operation then fails with a {@link javax.cache.CacheException} and does nothing. There
   *     is no default
   * @throws RuntimeException if there is none; the operation then fails with a CacheException that
   *     has it as its cause, or is it
   */
  @Nullable String tenant();

  /**
   * Takes what user code needs to know of the tenant over to another thread. Called by {@code
   * loadAll} on the thread that calls it; what is returned runs on another one. The entries are the
   * caller's tenant's whatever happens here: this is for the cache loader, which asks, say, a
   * thread-local whose data to load, and for caches it uses itself.
   *
   * @param load to be run once
   * @return {@code load} by default, which has a loader see what its thread happens to hold. A task
   *     that ends without running {@code load}, or throws before, fails the {@code loadAll}: its
   *     {@link javax.cache.integration.CompletionListener} is told
   */
  default Runnable carry(Runnable load) {
    return load;
  }
}
