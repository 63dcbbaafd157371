package io.sealcache.cdi;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;

/** A store that tests can look into, whoever opened it. */
public final class SeenStore implements CachingProvider {
  static final List<CacheManager> OPENED = new CopyOnWriteArrayList<>();

  private final CachingProvider store = new CaffeineCachingProvider();

  @Override
  public CacheManager getCacheManager(URI uri, ClassLoader loader, Properties properties) {
    CacheManager opened = store.getCacheManager(uri, loader, properties);
    OPENED.add(opened);
    return opened;
  }

  @Override
  public ClassLoader getDefaultClassLoader() {
    return store.getDefaultClassLoader();
  }

  @Override
  public URI getDefaultURI() {
    return store.getDefaultURI();
  }

  @Override
  public Properties getDefaultProperties() {
    return store.getDefaultProperties();
  }

  @Override
  public CacheManager getCacheManager(URI uri, ClassLoader loader) {
    return getCacheManager(uri, loader, getDefaultProperties());
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(getDefaultURI(), getDefaultClassLoader());
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public void close(ClassLoader loader) {
    store.close(loader);
  }

  @Override
  public void close(URI uri, ClassLoader loader) {
    store.close(uri, loader);
  }

  @Override
  public boolean isSupported(OptionalFeature feature) {
    return store.isSupported(feature);
  }
}
