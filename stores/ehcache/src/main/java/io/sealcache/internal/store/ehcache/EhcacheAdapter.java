package io.sealcache.internal.store.ehcache;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.JCachePort;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreDeclarations;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.ehcache.StateTransitionException;
import org.ehcache.config.CacheConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.ehcache.xml.XmlConfiguration;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** For Ehcache, on the heap and in tiers below it, configured by code or by a file. */
public final class EhcacheAdapter implements StoreAdapter {
  private static final String FILE_PROPERTY = "ehcache.jsr107.config.default";

  private static final StoreKind KIND = new StoreKind(ValueCarrier.SEALED_VALUE, false);

  /** Those of the manager's file; null: it has none. */
  private volatile @Nullable EhcacheDeclarations declarations;

  @Override
  public StoreKind kind() {
    return KIND;
  }

  // A write that is under way when it closes waits for ever for its synchronous listeners.
  @Override
  public boolean awaitsCalls() {
    return true;
  }

  // A file is never left to Ehcache, which would handle its caches as caches of plaintext.
  @Override
  public Opened open(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      @Nullable Properties properties) {
    URI file = uri == null || uri.equals(provider.getDefaultURI()) ? defaultFile(properties) : uri;
    if (file == null || file.equals(provider.getDefaultURI())) {
      return StoreAdapter.super.open(provider, uri, classLoader, properties);
    }
    String shown = PrintableUri.of(file.toString());
    Element root = EhcacheFile.read(file);
    var types = EhcacheTypes.takenFrom(root);
    ClassLoader loader = classLoader == null ? provider.getDefaultClassLoader() : classLoader;
    EhcacheDeclarations read =
        new EhcacheDeclarations(shown, configuration(shown, root, loader), types);
    StoreDeclarations caches = read.read();
    declarations = read;
    try {
      return new Opened(
          ((EhcacheCachingProvider) provider)
              .getCacheManager(
                  file, read.stores(), properties == null ? new Properties() : properties),
          caches);
    } catch (StateTransitionException e) {
      throw new CacheException(
          ("Ehcache can't open what %s declares: %s. Where its persistence directory is locked,"
                  + " close the manager that uses it, or take another; where it was written without"
                  + " encryption, delete it, entries in it are plaintext")
              .formatted(shown, e.getMessage()),
          e);
    }
  }

  // Where Ehcache looks, and in its order.
  private static @Nullable URI defaultFile(@Nullable Properties properties) {
    Object named = properties == null ? null : properties.get(FILE_PROPERTY);
    if (named == null) {
      named = System.getProperties().get(FILE_PROPERTY);
    }
    try {
      return named == null ? null : new URI(named.toString());
    } catch (URISyntaxException e) {
      throw new CacheException(FILE_PROPERTY + " has to be the URI of an Ehcache file", e);
    }
  }

  private static XmlConfiguration configuration(
      String file, Element root, ClassLoader classLoader) {
    try {
      return new XmlConfiguration(root.getOwnerDocument(), classLoader);
    } catch (RuntimeException | AssertionError e) { // the latter where its schema is violated
      throw new CacheException("%s is no valid configuration of Ehcache".formatted(file), e);
    }
  }

  @Override
  public StorePort createCache(
      CacheManager manager,
      String name,
      CacheExpiry expiry,
      @Nullable Configuration<?, ?> ofStore) {
    CacheConfiguration<?, ?> applications =
        ofStore == null ? null : EhcacheCacheConfiguration.wrappedBy(ofStore);
    EhcacheDeclarations file = declarations;
    if (applications == null && file != null) {
      applications = file.template(name);
    }
    return calls(
        applications == null
            ? KIND.createCache(manager, name, expiry)
            : manager.createCache(
                name,
                Eh107Configuration.fromEhcacheCacheConfiguration(
                    EhcacheCacheConfiguration.of(applications, expiry.isEternal()))));
  }

  @Override
  public <K, V> CompleteConfiguration<K, V> inTermsOfJCache(Configuration<K, V> applications) {
    CacheConfiguration<K, V> own = EhcacheCacheConfiguration.wrappedBy(applications);
    return own == null
        ? StoreAdapter.super.inTermsOfJCache(applications)
        : EhcacheCacheConfiguration.inTermsOfJCache(own);
  }

  @Override
  public StorePort openDeclared(CacheManager manager, String name, CacheExpiry expiry) {
    Cache<String, Object> declared = manager.getCache(name);
    if (declared == null) {
      throw new CacheException("Ehcache has lost the cache '" + name + "' that its file declares");
    }
    return calls(declared);
  }

  // Its bulk read fails where another thread is just fetching one of the entries from a lower tier
  // into the heap; its single read waits for that instead.
  @SuppressWarnings("unchecked") // the carrier of Ehcache
  private static StorePort calls(Cache<String, ?> cache) {
    return new JCachePort((Cache<String, Object>) cache, KIND.carrier());
  }
}
