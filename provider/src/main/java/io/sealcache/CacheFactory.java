package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.store.AgeLimit;
import io.sealcache.store.CacheExpiry;
import io.sealcache.store.EncryptedStore;
import io.sealcache.store.EncryptionStatistics;
import io.sealcache.store.SealingOptions;
import io.sealcache.store.WrappedManager;
import java.util.concurrent.ExecutorService;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** The one place that wires a cache: makes all its parts, and the user's code it calls. */
final class CacheFactory {
  private final Settings settings;
  private final Keys keys;
  private final WrappedManager wrapped;
  private final ClassLoader classLoader;
  private final KeyLocks locks;
  private final ExecutorService loadExecutor;

  CacheFactory(
      Settings settings,
      Keys keys,
      WrappedManager wrapped,
      ClassLoader classLoader,
      KeyLocks locks) {
    this.settings = settings;
    this.keys = keys;
    this.wrapped = wrapped;
    this.classLoader = classLoader;
    this.locks = locks;
    this.loadExecutor = LoadExecutor.of(classLoader);
  }

  <K, V> CacheComponents<K, V> create(String name, Configuration<K, V> users) {
    CacheSettings chosen = settings.forCache(name, users);
    CompleteConfiguration<K, V> complete = complete(users);
    CacheExpiry expiry = new CacheExpiry(complete.getExpiryPolicyFactory().create());
    SealingOptions options = options(name, chosen, expiry);
    EncryptedStore<K, V> store =
        wrapped.createCache(options, keys.source(), expiry, new EncryptionStatistics(name));
    Factory<CacheWriter<? super K, ? super V>> writers = complete.getCacheWriterFactory();
    WriteThrough<K, V> writes =
        new WriteThrough<>(complete.isWriteThrough() && writers != null ? writers.create() : null);
    return new CacheComponents<>(
        name,
        chosen.tenant(),
        store,
        new EntryUpdate<>(name, store, writes, locks),
        new UnreadablePolicy(name, chosen.onUnreadable()),
        new ReadThrough<>(created(complete.getCacheLoaderFactory()), complete.isReadThrough()),
        writes,
        expiry,
        new CacheStatistics(complete.isStatisticsEnabled()),
        locks,
        loadExecutor);
  }

  private SealingOptions options(String name, CacheSettings chosen, CacheExpiry expiry) {
    Codecs codecs = new Codecs(chosen.javaFilter(), classLoader);
    Codec keyCodec = codecs.forKeys(chosen.keyCodec());
    Codec valueCodec = codecs.forValues(chosen.codec());
    return new SealingOptions(
        name,
        keys.context(),
        keyCodec,
        valueCodec,
        wrapped.carrier(),
        classLoader,
        chosen.maxValueSize(),
        ageLimit(chosen.maxAge(), expiry),
        chosen.nonce());
  }

  private static AgeLimit ageLimit(MaxAge maxAge, CacheExpiry expiry) {
    if (maxAge instanceof MaxAge.Limited limited) {
      return new AgeLimit(limited.duration());
    }
    return maxAge instanceof MaxAge.Unlimited ? AgeLimit.NONE : expiry.impliedAgeLimit();
  }

  private static <K, V> CompleteConfiguration<K, V> complete(Configuration<K, V> users) {
    return users instanceof CompleteConfiguration<K, V> complete
        ? complete
        : new MutableConfiguration<K, V>().setTypes(users.getKeyType(), users.getValueType());
  }

  private static <T> @Nullable T created(@Nullable Factory<T> factory) {
    return factory == null ? null : factory.create();
  }

  void close() {
    loadExecutor.shutdown();
  }
}
