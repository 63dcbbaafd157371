package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.internal.text.PrintableUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.cache.Cache;

/** The encrypted caches of this application's managers, of which SealCache tells. */
final class EncryptionBeans {
  private final SealedManagers managers;

  EncryptionBeans(SealedManagers managers) {
    this.managers = managers;
  }

  /** Those that are open, by name, with the manager's where a name is there twice. */
  Map<String, Cache<?, ?>> caches() {
    Map<String, Cache<?, ?>> caches = new TreeMap<>();
    managers.forEach(
        (manager, bean) -> {
          if (!manager.isClosed()) {
            manager.getCacheNames().forEach(name -> add(caches, manager, name, bean));
          }
        });
    return caches;
  }

  /** Names of beans whose manager is closed, so that their caches fail. */
  List<String> closed() {
    List<String> closed = new ArrayList<>();
    managers.forEach(
        (manager, bean) -> {
          if (manager.isClosed()) {
            closed.add(bean);
          }
        });
    return closed;
  }

  private static void add(
      Map<String, Cache<?, ?>> caches, EncryptedCacheManager manager, String name, String bean) {
    Cache<?, ?> cache = manager.getCache(name);
    if (cache != null) {
      String atUri = name + " of " + PrintableUri.of(manager.getURI());
      Stream.of(name, atUri, atUri + ", bean " + bean)
          .filter(free -> !caches.containsKey(free))
          .findFirst()
          .ifPresent(free -> caches.put(free, cache));
    }
  }
}
