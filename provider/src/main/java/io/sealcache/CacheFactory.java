package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.store.AgeLimit;
import io.sealcache.store.CacheExpiry;
import io.sealcache.store.EncryptedStore;
import io.sealcache.store.EncryptionStatistics;
import io.sealcache.store.SealingOptions;
import io.sealcache.store.WrappedManager;
import java.util.concurrent.ExecutorService;

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

  <K, V> CacheComponents<K, V> create(String name, EncryptedConfiguration<K, V> users) {
    CacheSettings chosen = settings.forCache(name, users);
    UserCode<K, V> code = UserCode.of(users);
    try {
      return wire(name, chosen, users, code);
    } catch (RuntimeException e) {
      code.closeAfter(e);
      throw e;
    }
  }

  private <K, V> CacheComponents<K, V> wire(
      String name, CacheSettings chosen, EncryptedConfiguration<K, V> users, UserCode<K, V> code) {
    EncryptedStore<K, V> store =
        wrapped.createCache(
            options(name, chosen, code.expiry()),
            keys.source(),
            code.expiry(),
            new EncryptionStatistics(name));
    return new CacheComponents<>(
        name,
        chosen.tenant(),
        store,
        new EntryUpdate<>(name, store, code.writes(), locks),
        new UnreadablePolicy(name, chosen.onUnreadable()),
        code,
        new CacheStatistics(users.isStatisticsEnabled()),
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

  void close() {
    loadExecutor.shutdown();
  }
}
