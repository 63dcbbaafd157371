package io.sealcache;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.JcaProvider;
import io.sealcache.core.NonceMode;
import io.sealcache.core.Padding;
import io.sealcache.internal.application.ApplicationCode;
import io.sealcache.internal.application.LoadExecutor;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.managerkeys.ManagerKeys;
import io.sealcache.internal.seal.CacheDescriptor;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.SealingOptions;
import io.sealcache.internal.seal.WrappedManager;
import io.sealcache.internal.settings.CacheSettings;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.SettingValue;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.text.LoggerName;
import java.io.ObjectInputFilter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The one place that wires a cache: makes all its parts, and the user code it calls. */
final class CacheFactory {
  /** A descriptor is made of texts alone: setting java-filter has no say in it. */
  private static final String NO_CLASS = "!*";

  /** How a cache comes into being. */
  enum Origin {
    /** Code of this JVM, which says its types. */
    CREATED,
    /** The store, or another JVM: its types are known from there, and choose nothing. */
    FOUND,
    /** The store, because its own configuration declares it. */
    DECLARED
  }

  private final Settings settings;
  private final ManagerKeys keys;
  private final WrappedManager wrapped;
  private final ClassLoader classLoader;
  private final JcaProvider jcaProvider;
  private @Nullable ExecutorService loadExecutor; // guarded by this

  CacheFactory(
      Settings settings, ManagerKeys keys, WrappedManager wrapped, ClassLoader classLoader) {
    this.settings = settings;
    this.keys = keys;
    this.wrapped = wrapped;
    this.classLoader = classLoader;
    this.jcaProvider = JcaProvider.ofJvm();
  }

  /** Asks the store for what other JVMs created in it, as far as it shares caches. */
  void openDescriptors() {
    if (wrapped.sharesCaches()) {
      wrapped.openDescriptors(descriptorOptions(), keys);
    }
  }

  // Without the application's settings: each JVM has to read what another one wrote.
  private SealingOptions descriptorOptions() {
    ObjectInputFilter filter = JavaFilter.of(NO_CLASS);
    return new SealingOptions(
        WrappedManager.DESCRIPTORS,
        keys.context(),
        StandardCodec.forKeys(filter),
        String.class,
        StandardCodec.forValues(filter),
        CacheFactory.class.getClassLoader(),
        Compression.NONE,
        Padding.NONE,
        1 << 16,
        null,
        NonceMode.RANDOM,
        jcaProvider,
        1);
  }

  <K, V> CacheComponents<K, V> create(
      String name, EncryptedConfiguration<K, V> applications, Origin origin) {
    CacheSettings chosen = settings.forCache(name, applications::setting);
    CurrentTenant tenant = new CurrentTenant(name, chosen, classLoader);
    ApplicationCode<K, V> code = ApplicationCode.of(applications, chosen.contentionTimeout());
    try {
      if (origin == Origin.CREATED) {
        sayThatNothingExpires(name, chosen.maxAge(), code.expiry());
      }
      EncryptedStore<K, V> store = open(name, chosen, applications, code, origin);
      EntryLocks locks = new EntryLocks(name, code.writes().isOn(), chosen.contentionTimeout());
      return new CacheComponents<>(
          name,
          tenant,
          store,
          new EntryUpdate<>(wrapped, code.writes(), locks),
          chosen.onUnreadable(),
          code,
          new CacheStatistics(applications.isStatisticsEnabled()),
          locks,
          keys,
          code.reads().hasLoader() ? loadExecutor() : null);
    } catch (LinkageError e) {
      CacheException failure =
          new CacheException(
              "The store can't open cache '%s'; is a library missing that it needs? %s"
                  .formatted(name, e),
              e);
      ApplicationObject.closeAfter(failure, code);
      throw failure;
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, code);
      throw e;
    }
  }

  private <K, V> EncryptedStore<K, V> open(
      String name,
      CacheSettings chosen,
      EncryptedConfiguration<K, V> applications,
      ApplicationCode<K, V> code,
      Origin origin) {
    CacheExpiry expiry = code.expiry();
    SealingOptions options = options(name, chosen, applications, expiry, origin);
    if (origin == Origin.DECLARED) {
      return wrapped.openDeclared(options, keys, expiry);
    }
    CacheDescriptor descriptor =
        !wrapped.sharesCaches()
            ? null
            : new CacheDescriptor(
                applications.getKeyType().getName(),
                applications.getValueType().getName(),
                code.reads().hasLoader(),
                code.writes().isOn(),
                expiry.isStandard() ? expiry.policy() : null);
    return wrapped.createCache(options, keys, expiry, descriptor, applications.ofStore());
  }

  private SealingOptions options(
      String name,
      CacheSettings chosen,
      EncryptedConfiguration<?, ?> applications,
      CacheExpiry expiry,
      Origin origin) {
    boolean toldHere = origin != Origin.FOUND;
    Codecs codecs = new Codecs(chosen.javaFilter(), classLoader);
    Class<?> keyType = toldHere ? applications.getKeyType() : Object.class;
    Class<?> valueType = toldHere ? applications.getValueType() : Object.class;
    Codec keyCodec = codecs.choose(Setting.KEY_CODEC, chosen.keyCodec(), keyType);
    Codec valueCodec = codecs.choose(Setting.CODEC, chosen.codec(), valueType);
    return new SealingOptions(
        name,
        keys.context(),
        keyCodec,
        applications.getKeyType(),
        valueCodec,
        classLoader,
        chosen.compression(),
        chosen.padding(),
        chosen.maxValueSize(),
        maxAge(chosen.maxAge(), expiry),
        chosen.nonce(),
        jcaProvider,
        settings.get(Setting.TENANTS_IN_MEMORY, Integer.class));
  }

  // Easily taken for a time to live.
  private static void sayThatNothingExpires(
      String name, @Nullable Duration maxAge, CacheExpiry expiry) {
    if (maxAge != null && !maxAge.equals(SettingValue.FOREVER) && expiry.isEternal()) {
      LoggerName.PROVIDER
          .logger()
          .log(
              Level.WARNING,
              "Cache ''{0}'' has max-age {1}, but no expiry policy: older entries are not opened,"
                  + " but stay in the store, and count as unreadable",
              name,
              maxAge);
    }
  }

  private static @Nullable Duration maxAge(@Nullable Duration maxAge, CacheExpiry expiry) {
    Duration limit = maxAge == null ? expiry.impliedMaxAge() : maxAge;
    return SettingValue.FOREVER.equals(limit) ? null : limit;
  }

  private synchronized Executor loadExecutor() {
    if (loadExecutor == null) {
      loadExecutor = LoadExecutor.of(classLoader);
    }
    return loadExecutor;
  }

  synchronized void close() {
    if (loadExecutor != null) {
      loadExecutor.shutdown();
    }
  }
}
