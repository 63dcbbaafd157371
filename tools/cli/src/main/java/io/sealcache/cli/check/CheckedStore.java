package io.sealcache.cli.check;

import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.managerstore.StoreAdapters;
import io.sealcache.internal.managerstore.StoreLocation;
import io.sealcache.internal.managerstore.StoreProviders;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreLibrary;
import io.sealcache.internal.store.StorePort;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.spi.CachingProvider;

/**
 * A cache of the store as SealCache itself calls it, without what SealCache adds: locks of this JVM
 * would hide that a store's compare-and-set is none.
 */
final class CheckedStore implements AutoCloseable {
  /** Bytes before the ciphertext of a stored key. */
  private static final int FORM = 21;

  private final Runnable closing;
  private final StoreAdapter adapter;
  private final CacheManager manager;
  private final StorePort calls;
  private final String name;

  private CheckedStore(
      Runnable closing, StoreAdapter adapter, CacheManager manager, StorePort calls, String name) {
    this.closing = closing;
    this.adapter = adapter;
    this.manager = manager;
    this.calls = calls;
    this.name = name;
  }

  /**
   * Opens the store that the settings name, which is not open here otherwise, and makes the cache.
   *
   * @throws javax.cache.CacheException and what else the store throws
   */
  static CheckedStore open(
      Properties properties, Settings settings, ClassLoader loader, String cacheName) {
    StoreProviders providers = new StoreProviders(EncryptedCachingProvider.class);
    StoreProviders.Use use = providers.find(settings.text(Setting.STORE_PROVIDER), loader);
    CachingProvider store = use.provider();
    Runnable closing =
        () -> {
          providers.close(); // but not one that is in use
          use.leave();
        };
    try {
      StoreAdapter adapter = StoreAdapters.of(store.getClass());
      return StoreLibrary.of(store.getClass())
          .complete(
              () -> {
                CacheManager manager =
                    adapter
                        .open(
                            store,
                            StoreLocation.of(settings, null).uri(),
                            null,
                            Settings.forStore(properties))
                        .manager();
                CacheExpiry never = new CacheExpiry(new EternalExpiryPolicy());
                StorePort calls =
                    adapter.createCache(manager, cacheName, never, Integer.MAX_VALUE, null);
                return new CheckedStore(closing, adapter, manager, calls, cacheName);
              });
    } catch (RuntimeException | Error e) {
      closing.run();
      throw e;
    }
  }

  StorePort calls() {
    return calls;
  }

  /** In the form of a stored key, which stores take as text. */
  static StoredKey key(String name) {
    byte[] bytes = Arrays.copyOf(new byte[] {1}, FORM + name.length());
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, FORM, name.length());
    return requireNonNull(StoredKey.parse(bytes));
  }

  /** What is in a value. */
  static byte[] bytes(SealedBytes value) throws UnfitException {
    UnfitException.unless(!StorePort.isForeign(value), "a value comes back as one of another type");
    return value.bytes();
  }

  /** Destroys the cache, and closes the store. */
  @Override
  public void close() {
    try {
      calls.close();
      adapter.destroyCache(manager, name, true);
    } finally {
      closing.run();
    }
  }
}
