package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.RefusedCode;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of a store whose caches outlive a JVM, sealed in a cache of their own.
 * Thread-safe.
 */
final class CacheDescriptors implements AutoCloseable {
  private static final Logger LOGGER = LoggerName.STORE.logger();
  private static final OperationExpiry SILENT = OperationExpiry.silent();

  private final Sealers sealers;
  private final StorePort store;
  private final UnaryOperator<String> identity;

  /**
   * @param identity tells caches apart that have one name in different managers
   */
  CacheDescriptors(Sealers sealers, StorePort store, UnaryOperator<String> identity) {
    this.sealers = sealers;
    this.store = store;
    this.identity = identity;
  }

  /**
   * The descriptor of a cache that some JVM created, which nothing but its types and policy is
   * needed for; null if none did, or not with our keys.
   *
   * @throws CacheException if it needs user code: only createCache can bring that
   */
  @Nullable CacheDescriptor findSelfContained(String cacheName) {
    CacheDescriptor descriptor = find(cacheName);
    if (descriptor != null) {
      List<String> code = descriptor.code();
      if (!code.isEmpty()) {
        throw lacking(cacheName, code);
      }
    }
    return descriptor;
  }

  private @Nullable CacheDescriptor find(String cacheName) {
    ObjectSealer sealer = sealers.of(null);
    StoredKey key = key(cacheName);
    return open(sealer, key, get(key));
  }

  private static @Nullable CacheDescriptor open(
      ObjectSealer sealer, StoredKey key, @Nullable SealedBytes stored) {
    return sealer.openValue(key, stored) instanceof Read.Present<Object> present
        ? CacheDescriptor.of(present.value())
        : null;
  }

  /**
   * Whether no JVM created the cache with other types, another policy of JCache's own, or a loader
   * or writer where none is declared, or the other way round. The sealed descriptor says more than
   * what the store declares.
   */
  boolean allows(String cacheName, CompleteConfiguration<?, ?> declaration) {
    CacheDescriptor known = find(cacheName);
    return known == null
        || (known.keyType().equals(declaration.getKeyType().getName())
            && known.valueType().equals(declaration.getValueType().getName())
            && known.hasLoader() == (declaration.getCacheLoaderFactory() != null)
            && known.hasWriter()
                == (declaration.isWriteThrough() && declaration.getCacheWriterFactory() != null)
            && isExpiry(known.standardExpiry(), declaration.getExpiryPolicyFactory()));
  }

  // Asks no code what it would make: what is refused makes nothing, what a file has may be right.
  private static boolean isExpiry(@Nullable ExpiryPolicy known, Factory<ExpiryPolicy> declared) {
    if (known == null) {
      return true;
    }
    return declared.getClass() == FactoryBuilder.SingletonFactory.class
        ? known.equals(declared.create())
        : !(declared instanceof RefusedCode);
  }

  /**
   * Checks what this JVM is about to create.
   *
   * @throws CacheException if a JVM created it for other types, or with user code that is missing
   *     here
   */
  void check(String cacheName, CacheDescriptor descriptor) {
    CacheDescriptor known = find(cacheName);
    if (known == null) {
      return;
    }
    check(cacheName, known, descriptor);
    if (!known.equals(descriptor)) {
      LOGGER.log(
          Level.WARNING,
          "Cache ''{0}'' exists in the store with another configuration; where the store keeps the"
              + " first one, as it does with an expiry policy that JCache brings, that one holds",
          cacheName);
    }
  }

  private static void check(String cacheName, CacheDescriptor known, CacheDescriptor descriptor) {
    if (!known.types().equals(descriptor.types())) {
      throw new CacheException(
          ("Cache '%s' is in the store for %s, and can't be created for %s, as it would read the"
                  + " entries of one as the other: create it for those, take another name, or call"
                  + " destroyCache first")
              .formatted(cacheName, known.types(), descriptor.types()));
    }
    List<String> missing = known.code();
    missing.removeAll(descriptor.code());
    if (!missing.isEmpty()) {
      throw lacking(cacheName, missing);
    }
  }

  /**
   * Enters what this JVM created.
   *
   * @throws CacheException as {@link #check}, if another JVM was faster
   */
  void enter(String cacheName, CacheDescriptor descriptor) {
    ObjectSealer sealer = sealers.of(null);
    StoredKey key = key(cacheName);
    SealedBytes sealed = sealer.sealValue(key, descriptor.texts(), WriterTrail.NONE);
    LostRaces races = new LostRaces(StoreAdapter.DESCRIPTORS, LostRaces.OF_OURS);
    while (!store.make(new StoreCall.PutIfAbsent(key, sealed, SILENT))) {
      SealedBytes seen = get(key);
      CacheDescriptor known = open(sealer, key, seen);
      if (known != null) {
        check(cacheName, known, descriptor);
      }
      // A deployment that rolls brings more, and one may not open; what was checked is replaced,
      // and nothing that another JVM has entered since. One that says the same is replaced too: who
      // is destroying the cache meanwhile removes the one of before.
      if (seen != null && !StorePort.FOREIGN.equals(seen)) {
        if (store.make(new StoreCall.Replace(key, seen, sealed, SILENT))) {
          return;
        }
      } else if (seen != null) {
        remove(cacheName, seen);
      }
      races.lost();
    }
  }

  private static CacheException lacking(String cacheName, List<String> missing) {
    return new CacheException(
        "Cache '%s' was created with %s, which this JVM lacks: call createCache with the same"
                .formatted(cacheName, String.join(" and ", missing))
            + " configuration, or destroyCache");
  }

  @Override
  public void close() {
    sealers.close();
  }

  /** The descriptor that is there, readable or not; null if there is none. */
  @Nullable SealedBytes stored(String cacheName) {
    return get(key(cacheName));
  }

  /** Removes what was stored, but not what another JVM has entered since. */
  void remove(String cacheName, SealedBytes stored) {
    StoredKey key = key(cacheName);
    boolean foreign = StorePort.FOREIGN.equals(stored); // nothing can be compared with it
    if (!foreign || stored.equals(get(key))) {
      store.make(new StoreCall.Remove(key, foreign ? null : stored));
    }
  }

  private @Nullable SealedBytes get(StoredKey key) {
    return store.make(new StoreCall.Get(key, SILENT));
  }

  private StoredKey key(String cacheName) {
    return sealers.of(null).sealKey(identity.apply(cacheName));
  }
}
