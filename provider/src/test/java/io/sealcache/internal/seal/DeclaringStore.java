package io.sealcache.internal.seal;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The reference implementation as a store of shared caches, some of which it declares. */
final class DeclaringStore implements StoreAdapter {
  static final String DECLARED = "declared";

  private static final StoreDeclarations.OfCache OF_CACHE =
      new StoreDeclarations.OfCache("java.lang.String", "java.lang.String", null, null, null);

  private final StoreAdapter adapter = () -> new StoreKind(ValueCarrier.SEALED_VALUE, true);
  @Nullable CompleteConfiguration<Object, Object> declaration;
  final List<String> destroyed = new ArrayList<>();
  Runnable afterCreating = () -> {};
  Runnable beforeDestroying = () -> {};
  @Nullable StorePort created;
  @Nullable StorePort descriptors;

  @Override
  public StoreKind kind() {
    return adapter.kind();
  }

  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    return new Opened(
        provider.getCacheManager(uri, classLoader, properties),
        new StoreDeclarations(
            Map.of(DECLARED, OF_CACHE, WrappedManager.DESCRIPTORS, OF_CACHE), Map.of(), OF_CACHE));
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    StorePort calls = adapter.createCache(manager, name, expiry, ofStore);
    created = calls;
    afterCreating.run();
    return calls;
  }

  @Override
  public StorePort openDeclared(CacheManager manager, String name, CacheExpiry expiry) {
    return adapter.createCache(manager, name, expiry, null);
  }

  @Override
  public StorePort openDescriptors(CacheManager manager) {
    StorePort opened = kind().openDescriptors(manager);
    descriptors = opened;
    return opened;
  }

  @Override
  public @Nullable CompleteConfiguration<Object, Object> declaration(
      CacheManager manager, String name) {
    return name.equals(DECLARED) ? declaration : null;
  }

  @Override
  public boolean isElsewhere(@Nullable Configuration<?, ?> ofStore) {
    return ofStore != null;
  }

  @Override
  public void checkCreation(CacheManager manager, String name) {
    if (name.equals(DECLARED)) {
      throw new CacheException("It is declared");
    }
  }

  @Override
  public void destroyCache(CacheManager manager, String name, boolean described) {
    destroyed.add(name + (described ? " described" : " unknown"));
    beforeDestroying.run();
    manager.destroyCache(name);
  }
}
