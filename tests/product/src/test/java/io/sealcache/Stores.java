package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.store.RawCache;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stores that are open for all tests of a class, with caches that last for one test. */
final class Stores implements AfterEachCallback, AfterAllCallback {
  private final Map<TestStore, StoreFixture> fixtures = new EnumMap<>(TestStore.class);
  private final List<EncryptedCache<?, ?>> caches = new ArrayList<>();

  private final Map<String, ?> settings;

  Stores() {
    this(Map.of());
  }

  /**
   * @param settings as of {@link StoreFixture#over(TestStore, Map)}
   */
  Stores(Map<String, ?> settings) {
    this.settings = settings;
  }

  StoreFixture fixture(TestStore store) {
    return fixtures.computeIfAbsent(store, opened -> StoreFixture.over(opened, settings));
  }

  <K, V> EncryptedCache<K, V> create(TestStore store, Configuration<K, V> configuration) {
    EncryptedCache<K, V> cache = fixture(store).create("cache-" + UUID.randomUUID(), configuration);
    caches.add(cache);
    return cache;
  }

  <K, V> EncryptedCache<K, V> create(TestStore store) {
    return create(store, new MutableConfiguration<K, V>());
  }

  /** The wrapped cache under one that was made here. */
  RawCache raw(Cache<?, ?> cache) {
    return fixtures.values().stream()
        .filter(fixture -> fixture.manager() == cache.getCacheManager())
        .map(fixture -> fixture.raw(cache.getName()))
        .findFirst()
        .orElseThrow();
  }

  /** What an iteration finds. */
  static <K, V> Map<K, V> contents(Cache<K, V> cache) {
    Map<K, V> contents = new HashMap<>();
    cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
    return contents;
  }

  /** What management tools see of a cache's encryption. */
  static EncryptionMXBean encryption(Cache<?, ?> cache) {
    return JMX.newMXBeanProxy(
        ManagementFactory.getPlatformMBeanServer(),
        name("io.sealcache:type=Encryption", cache),
        EncryptionMXBean.class);
  }

  static long unreadable(Cache<?, ?> cache, String reason) {
    return requireNonNull(encryption(cache).getUnreadable().get(reason));
  }

  static ObjectName name(String start, Cache<?, ?> cache) {
    String uri = cache.getCacheManager().getURI().toString().replace(':', '.');
    try {
      return new ObjectName(start + ",CacheManager=" + uri + ",Cache=" + cache.getName());
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    caches.stream()
        .filter(cache -> !cache.getCacheManager().isClosed())
        .forEach(cache -> cache.getCacheManager().destroyCache(cache.getName()));
    caches.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    fixtures.values().forEach(StoreFixture::close);
    fixtures.clear();
  }
}
