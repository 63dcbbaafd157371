package io.sealcache.internal.store.caffeine;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.configuration.TypesafeConfigurator;
import com.typesafe.config.Config;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * The caches that a Typesafe Config declares, as Caffeine itself reads it. A snapshot: the
 * configuration may change between two. Immutable.
 */
final class CaffeineDeclarations {
  private final Config root;

  /**
   * Reads the whole of it, as Caffeine does at each cache.
   *
   * @throws RuntimeException what the library throws where there is none, or a malformed one
   */
  CaffeineDeclarations(CacheManager manager) {
    root = TypesafeConfigurator.configSource().get(manager.getURI(), manager.getClassLoader());
  }

  boolean declares(String name) {
    return TypesafeConfigurator.cacheNames(root).contains(name);
  }

  /** The declaration, with your types and code; null if there is none. */
  @Nullable CaffeineConfiguration<Object, Object> find(String name) {
    return TypesafeConfigurator.<Object, Object>from(root, name).orElse(null);
  }

  /** The declaration for caches that user code creates. */
  CaffeineConfiguration<Object, Object> defaults() {
    return TypesafeConfigurator.defaults(root);
  }
}
