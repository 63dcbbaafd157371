package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import javax.cache.management.CacheStatisticsMXBean;

/** The one place where tests of behaviour look inside: what the API doesn't tell them. */
public final class Inside {
  private Inside() {}

  /** The statistics in its MXBean, which has a name only while they are enabled. */
  public static CacheStatisticsMXBean statistics(EncryptedCache<?, ?> cache) {
    return cache.statistics();
  }

  public static boolean countsOperations(EncryptedCache<?, ?> cache) {
    return cache.statistics().isEnabled();
  }

  /** As its MXBean shows, whose name managers of one URI share. */
  public static long unreadable(EncryptedCache<?, ?> cache, UnreadableReason reason) {
    return cache.components().store().statistics().unreadable(reason);
  }

  public static <K> String storedKey(EncryptedCache<K, ?> cache, K key) {
    return cache.components().store().of(null).entry(key).key().text();
  }

  public static ExecutorService loadExecutor(EncryptedCache<?, ?> cache) {
    return (ExecutorService) requireNonNull(cache.components().loadExecutor());
  }

  /** Ends the statistics of a cache, as a thread does that found it while it was open. */
  public static void disableStatistics(EncryptedCache<?, ?> cache) {
    cache.management().enableStatistics(false);
  }

  /** Whether no operation holds or waits for an entry. */
  public static boolean isIdle(EncryptedCache<?, ?> cache) {
    return cache.components().locks().isIdle();
  }

  public static StoreCensus census(OpenedStore store) {
    return new StoreCensus(store);
  }

  /** How a manager's place is written in messages. */
  public static String place(URI uri, ClassLoader loader) {
    return new OpenManagers.Place(loader, uri).toString();
  }

  /** A manager over a store's manager that a test made. */
  public static EncryptedCacheManager manager(
      URI uri, ClassLoader loader, Properties properties, WrappedManager wrapped) {
    Settings settings = Settings.read(properties, loader);
    ManagerKeys keys = ManagerKeys.of(settings, loader);
    return new EncryptedCacheManager(
            new EncryptedCachingProvider(),
            new OpenManagers.Place(loader, uri),
            properties,
            (closed, closing) ->
                EachInTurn.run(
                    List.<Runnable>of(closing, wrapped::close, keys::close), Runnable::run),
            settings,
            keys,
            wrapped)
        .withDescriptors();
  }
}
