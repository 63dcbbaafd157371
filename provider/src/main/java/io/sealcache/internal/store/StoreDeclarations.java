package io.sealcache.internal.store;

import java.util.Map;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The caches that the store's own configuration declares. Immutable.
 *
 * @param caches by name: the caches that the store has from its start
 * @param templates by name of a cache: what holds when the application creates it
 * @param defaultTemplate what holds when the application creates any other cache
 */
public record StoreDeclarations(
    Map<String, OfCache> caches,
    Map<String, OfCache> templates,
    @Nullable OfCache defaultTemplate) {
  public @Nullable OfCache template(String cacheName) {
    OfCache template = templates.get(cacheName);
    return template == null ? defaultTemplate : template;
  }

  /**
   * Its declaration of a cache, or of caches that are created after its template, in terms of user
   * code. Immutable.
   *
   * @param keyType the name of the class
   * @param valueType the name of the class
   * @param expiry one of JCache's own; null where the store's configuration says nothing of it
   * @param statistics null where the store's configuration says nothing of it
   * @param management null where the store's configuration says nothing of it
   */
  public record OfCache(
      String keyType,
      String valueType,
      @Nullable ExpiryPolicy expiry,
      @Nullable Boolean statistics,
      @Nullable Boolean management) {}
}
