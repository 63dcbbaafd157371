package io.sealcache.internal.store.ehcache;

import static io.sealcache.internal.store.ehcache.EhcacheElements.CORE;
import static io.sealcache.internal.store.ehcache.EhcacheElements.JSR107;
import static io.sealcache.internal.store.ehcache.EhcacheElements.childrenOf;
import static io.sealcache.internal.store.ehcache.EhcacheElements.is;

import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.w3c.dom.Element;

/**
 * Refuses what an Ehcache file declares that would be handed ciphertext, and all that isn't known:
 * what may be in a file is listed here.
 */
final class EhcacheUnsupported {
  private static final String CREATE =
      "turn the <cache> into a <cache-template>, name it for the cache by <jsr107:cache>, and call"
          + " createCache with ";

  private static final Set<String> OF_MANAGERS =
      Set.of(
          "default-serializers",
          "default-copiers",
          "persistence",
          "thread-pools",
          "event-dispatch",
          "write-behind",
          "heap-store",
          "disk-store");

  private static final Set<String> OF_CACHES =
      Set.of("key-type", "value-type", "heap", "heap-store-settings", "disk-store-settings");

  private static final Set<String> RESOURCES =
      Set.of("heap", "offheap", "disk", "sharedHeap", "sharedOffheap", "sharedDisk");

  private static final Set<String> EXPIRIES = Set.of("none", "ttl", "tti");

  private static final Map<String, String> INSTEAD =
      Map.of(
          "loader-writer", CREATE + "a CacheLoader and a CacheWriter of JCache",
          "listener", "call registerCacheEntryListener with a listener of JCache",
          "eviction-advisor", "remove it: evictions can't depend on keys and values",
          "resilience", "remove it: Ehcache's default strategy needs no keys and values",
          "class", "use <ttl> or <tti>, or " + CREATE + "an ExpiryPolicy of JCache");

  private final String file;

  EhcacheUnsupported(URI file) {
    this.file = PrintableUri.of(file.toString());
  }

  /**
   * Checks the whole file.
   *
   * @throws CacheException at the first element that is refused
   */
  void check(Element root) {
    for (Element element : childrenOf(root)) {
      if (EhcacheElements.isCache(element) || EhcacheElements.isTemplate(element)) {
        checkCache(element);
      } else if (is(element, CORE, "service")) {
        checkServices(element);
      } else if (is(element, CORE, "shared-resources")) {
        checkChildren(element, RESOURCES, root);
      } else {
        check(element, OF_MANAGERS, root);
      }
    }
  }

  private void checkServices(Element service) {
    for (Element element : childrenOf(service)) {
      if (!is(element, JSR107, "defaults")) {
        throw refusal(element, service);
      }
    }
  }

  private void checkCache(Element cache) {
    for (Element element : childrenOf(cache)) {
      if (is(element, CORE, "expiry")) {
        checkChildren(element, EXPIRIES, cache);
      } else if (is(element, CORE, "resources")) {
        checkChildren(element, RESOURCES, cache);
      } else if (is(element, CORE, "listeners")) {
        checkChildren(element, Set.of(), cache);
      } else if (!is(element, JSR107, "mbeans")) {
        check(element, OF_CACHES, cache);
      }
    }
  }

  private void checkChildren(Element parent, Set<String> known, Element cache) {
    childrenOf(parent).forEach(element -> check(element, known, cache));
  }

  private void check(Element element, Set<String> known, Element cache) {
    if (!CORE.equals(element.getNamespaceURI()) || !known.contains(element.getLocalName())) {
      throw refusal(element, cache);
    }
  }

  private CacheException refusal(Element element, Element place) {
    String instead =
        CORE.equals(element.getNamespaceURI()) ? INSTEAD.get(element.getLocalName()) : null;
    String what =
        path(element) + (isNamed(place) ? " of '" + EhcacheElements.nameOf(place) + "'" : "");
    return new CacheException(
        instead == null
            ? "%s: %s is not known to SealCache, which can't tell what it would do with encrypted entries: remove it"
                .formatted(file, what)
            : "%s: %s would be given encrypted entries: %s".formatted(file, what, instead));
  }

  private static boolean isNamed(Element place) {
    return EhcacheElements.isCache(place) || EhcacheElements.isTemplate(place);
  }

  private static String path(Element element) {
    String self = "<" + element.getNodeName() + ">";
    return element.getParentNode() instanceof Element parent
            && parent.getParentNode() instanceof Element
        ? path(parent) + self
        : self;
  }
}
