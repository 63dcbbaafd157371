package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheFile.childrenOf;
import static io.sealcache.internal.store.ehcache.EhcacheFile.givenName;
import static io.sealcache.internal.store.ehcache.EhcacheFile.nameOf;

import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Refuses what an Ehcache file declares that would be given ciphertext, and all that isn't known:
 * what may be in a file is listed here.
 *
 * @param file names it in an error
 */
record EhcacheUnsupported(String file) {
  private static final Set<String> RESOURCES =
      Set.of("heap", "offheap", "disk", "sharedHeap", "sharedOffheap", "sharedDisk");

  private static final Set<String> OF_CACHES =
      Set.of(
          "expiry",
          "listeners",
          "heap",
          "resources",
          "heap-store-settings",
          "disk-store-settings",
          "jsr107:mbeans");

  private static final Set<String> OF_MANAGERS =
      Set.of(
          "cache",
          "cache-template",
          "service",
          "shared-resources",
          "persistence",
          "thread-pools",
          "event-dispatch",
          "write-behind",
          "heap-store",
          "disk-store");

  private static final String CREATE =
      "turn the <cache> into a <cache-template>, name it for the cache by <jsr107:cache>, and call"
          + " createCache with ";

  private static final Map<String, String> INSTEAD =
      Map.of(
          "loader-writer", CREATE + "a CacheLoader and a CacheWriter of JCache",
          "listener", "call registerCacheEntryListener with a listener of JCache",
          "eviction-advisor", "remove it: evictions can't depend on keys and values",
          "resilience", "remove it: Ehcache's default strategy needs no keys and values",
          "class", "use <ttl> or <tti>, or " + CREATE + "an ExpiryPolicy of JCache");

  // Null where what is in it doesn't matter.
  private static @Nullable Set<String> known(Element parent) {
    return switch (nameOf(parent)) {
      case "config" -> OF_MANAGERS;
      case "service" -> Set.of("jsr107:defaults");
      case "cache", "cache-template" -> OF_CACHES;
      case "resources", "shared-resources" -> RESOURCES;
      case "expiry" -> Set.of("none", "ttl", "tti");
      case "listeners" -> Set.of();
      default -> null;
    };
  }

  /**
   * Checks a whole file from which types were taken.
   *
   * @throws CacheException at the first element that is refused
   */
  void check(Element root) {
    check(root, "");
  }

  private void check(Element parent, String place) {
    Set<String> known = known(parent);
    if (known != null) {
      for (Element element : childrenOf(parent)) {
        if (!known.contains(nameOf(element))) {
          throw refusal(element, place);
        }
        String name = givenName(element);
        check(element, name == null ? place : " of '" + name + "'");
      }
    }
  }

  private CacheException refusal(Element element, String place) {
    String instead = INSTEAD.get(nameOf(element));
    return new CacheException(
        (instead == null
                ? "%s: %s%s is not known to SealCache, which can't tell what it would do with encrypted entries: remove it"
                : "%s: %s%s would be given encrypted entries: %s")
            .formatted(file, path(element), place, instead));
  }

  private static String path(Element element) {
    String self = "<" + element.getNodeName() + ">";
    return element.getParentNode() instanceof Element parent
            && parent.getParentNode() instanceof Element
        ? path(parent) + self
        : self;
  }
}
