package io.sealcache.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store's own configuration says of caches. Immutable.
 *
 * @param caches by name: the caches that the store has from its start
 * @param templates by name of a cache: what holds when the application creates it
 * @param defaultTemplate what holds when the application creates any other cache
 */
public record StoreDeclarations(
    Map<String, DeclaredCache> caches,
    Map<String, DeclaredCache> templates,
    @Nullable DeclaredCache defaultTemplate) {
  static final StoreDeclarations NONE = new StoreDeclarations(Map.of(), Map.of(), null);

  public @Nullable DeclaredCache template(String cacheName) {
    DeclaredCache template = templates.get(cacheName);
    return template == null ? defaultTemplate : template;
  }
}
