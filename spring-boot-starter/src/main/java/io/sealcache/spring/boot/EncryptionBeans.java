package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptionMXBean;
import io.sealcache.internal.text.PrintableUri;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.jcache.JCacheCacheManager;

/** What SealCache tells of each encrypted cache of this application's managers. */
final class EncryptionBeans {
  // As SealCache replaces them in the names of MBeans.
  private static final Pattern RESERVED = Pattern.compile("[,:=\n*?\"]");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectProvider<javax.cache.CacheManager> managers;
  private final ObjectProvider<JCacheCacheManager> springs;
  private final ObjectProvider<HibernateCacheManager> hibernates;

  EncryptionBeans(
      ObjectProvider<javax.cache.CacheManager> managers,
      ObjectProvider<JCacheCacheManager> springs,
      ObjectProvider<HibernateCacheManager> hibernates) {
    this.managers = managers;
    this.springs = springs;
    this.hibernates = hibernates;
  }

  /** By the cache's name; where several managers have one of a name, the name tells them apart. */
  Map<String, EncryptionMXBean> byCache() {
    Set<String> ours = names();
    Map<String, EncryptionMXBean> beans = new TreeMap<>();
    for (ObjectName name : server.queryNames(pattern(), null)) {
      if (ours.contains(name.getKeyProperty("CacheManager"))) {
        String cache = cache(name);
        beans.put(
            beans.containsKey(cache) ? name.getCanonicalName() : cache,
            JMX.newMXBeanProxy(server, name, EncryptionMXBean.class));
      }
    }
    return beans;
  }

  /** Those that are open, by name, with the manager's where a name is there twice. */
  Map<String, Cache<?, ?>> caches() {
    Map<String, Cache<?, ?>> caches = new TreeMap<>();
    encrypted()
        .filter(manager -> !manager.isClosed())
        .distinct()
        .forEach(manager -> manager.getCacheNames().forEach(name -> add(caches, manager, name)));
    return caches;
  }

  private static void add(
      Map<String, Cache<?, ?>> caches, EncryptedCacheManager manager, String name) {
    Cache<?, ?> cache = manager.getCache(name);
    if (cache != null) {
      caches.put(
          caches.containsKey(name) ? name + " of " + PrintableUri.of(manager.getURI()) : name,
          cache);
    }
  }

  private Stream<EncryptedCacheManager> encrypted() {
    return Stream.of(
            managers.stream(),
            springs.stream().map(JCacheCacheManager::getCacheManager),
            hibernates.stream().map(HibernateCacheManager::opened))
        .flatMap(Function.identity())
        .filter(EncryptedCacheManager.class::isInstance)
        .map(EncryptedCacheManager.class::cast);
  }

  /** Of the managers; other applications of this JVM may have some of the same. */
  private Set<String> names() {
    return encrypted()
        .map(manager -> PrintableUri.of(manager.getURI()))
        .map(uri -> RESERVED.matcher(uri).replaceAll("."))
        .collect(Collectors.toSet());
  }

  private static ObjectName pattern() {
    try {
      return new ObjectName("io.sealcache:type=Encryption,*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cache(ObjectName name) {
    String cache = name.getKeyProperty("Cache");
    return cache.startsWith("\"") ? ObjectName.unquote(cache) : cache;
  }
}
